"""What the timeline gives to other programs."""
