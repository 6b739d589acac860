"""Pure values of the trade: money, area, working days, identity numbers, errors. Standard library only."""
