"""Proposals against overload over several projects: searched by whole calculations, checked by what shares nothing with the search."""

from dougong.staffing.levelling.bench import Bench, Ground, Part, Scene
from dougong.staffing.levelling.checking import wrongs
from dougong.staffing.levelling.search import KINDS, Because, Solution, search

__all__ = ["KINDS", "Because", "Bench", "Ground", "Part", "Scene", "Solution", "search", "wrongs"]
