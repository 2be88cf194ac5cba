"""Projects: WBS, links, dates. `scheduling/` is pure and knows no Django."""
