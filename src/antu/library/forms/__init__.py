"""What pages of the library ask."""
