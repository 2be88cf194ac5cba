"""Jobs of staffing."""
