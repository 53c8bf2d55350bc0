"""Runs the runtime whose name is the first argument; `runtime` lists all of them, separated by tabs."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

from faultless import Faultless, OneShot  # noqa: E402
import faults  # noqa: E402


def main(name, arguments):
    known = {"faultless": Faultless, "faultless-one-shot": OneShot} | faults.by_name()
    if name in known:
        return known[name](name).main(arguments)
    if name == "runtime":
        for fault, runtime in faults.by_name().items():
            print(fault, runtime.requirement(), runtime.mode, runtime.sentence(), sep="\t")
        return 0
    print(f"{name}: there is no such runtime here; `runtime` lists all of them", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
