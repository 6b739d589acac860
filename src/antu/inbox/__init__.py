"""What waits for whom: to-dos of all rooms, who stands in for whom, the daily summary by e-mail."""
