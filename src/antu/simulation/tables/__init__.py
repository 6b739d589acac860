"""What pages, workbooks and papers show of simulations."""
