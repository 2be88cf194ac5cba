"""Dougong 斗拱: one record per client, from the first lead to the last day of warranty."""

__version__ = "0.1.0"
