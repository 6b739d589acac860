"""Scans and photographs of any recorded row: kept once by content, seen as their row is seen, never deleted.

A room lets rows of a model hold files by contributing a ``FileHolder`` (``holders.py``); the page of such a row draws
its files with ``draw_files`` (``panel.py``). See docs/adr/0012-files-are-kept-by-their-content.md.
"""
