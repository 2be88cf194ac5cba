"""Schedules under limited resources: a problem in whole periods, a heuristic, an exact search, and a check of both."""

from dougong.projects.scheduling.levelling.problem import Answer, Arc, Problem, lower_bound, violations
from dougong.projects.scheduling.levelling.psplib import read_problem
from dougong.projects.scheduling.levelling.solve import solve

__all__ = ["Answer", "Arc", "Problem", "lower_bound", "read_problem", "solve", "violations"]
