"""What is written down by those who look at practice."""
