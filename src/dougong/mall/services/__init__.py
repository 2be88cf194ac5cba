"""What can be done in the mall."""
