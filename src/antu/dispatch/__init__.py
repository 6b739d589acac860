"""Dispatch: what a meeting decides or a superior asks becomes an assignment, which is chased until it is done."""
