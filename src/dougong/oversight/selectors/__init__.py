"""What is read of the watch over points."""
