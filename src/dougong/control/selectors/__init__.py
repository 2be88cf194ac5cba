"""What is read of projects' money and health."""
