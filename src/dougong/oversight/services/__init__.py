"""What can be done in the watch over points."""
