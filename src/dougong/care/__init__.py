"""What is done with dossiers: segments that stay live, tags by rule, credit grades, revisits."""
