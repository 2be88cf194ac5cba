"""What is read of the mall."""
