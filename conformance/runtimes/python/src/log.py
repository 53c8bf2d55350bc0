"""What the provider is told: on standard error, and in a file, because a node discards the former. START-6."""

import os
import sys

_file = None


def open_below(directory, earlier):
    """Opens the file, and writes what has been said before."""
    global _file
    logs = os.path.join(directory, "logs")
    try:
        os.makedirs(logs, exist_ok=True)
        _file = open(os.path.join(logs, "python-demo.log"), "a", encoding="utf-8", buffering=1)
        _file.writelines(f"{sentence}\n" for sentence in earlier)
    except OSError as error:
        log(f"cannot log to a file: {error}")


def log(sentence):
    print(f"python-demo: {sentence}", file=sys.stderr, flush=True)
    if _file is not None:
        try:
            _file.write(f"{sentence}\n")
        except OSError:
            pass  # the disk is full: standard error is all that is left
