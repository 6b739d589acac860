"""The demo district as files that an office would send, and the lists that its workbook is built from."""
