"""Runtimes that break one requirement each, in one module for each group of requirements."""

import re

from faultless import Faultless, OneShot  # noqa: F401

MODULES = ("phases", "framing", "commands", "programs", "outputs", "counters", "ends", "one_shot")


def by_name():
    """Name → class, in the order in which they are written."""
    known = {}
    for module in MODULES:
        for member in vars(__import__(f"faults.{module}", fromlist=["_"])).values():
            if getattr(member, "__module__", "") == f"faults.{module}" and member.__doc__:
                known[re.sub(r"(?<!^)(?=[A-Z])", "-", member.__name__).lower()] = member
    return known
