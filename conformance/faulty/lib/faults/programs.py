"""Faults that a command shows only if it executes a program."""

import errno
import sys

from faultless import Faultless


class NeverEndsIfTooLong(Faultless):
    """RUN-2: Never ends a command whose program's arguments are too long for the system."""

    def spawn(self, line, directory, **others):
        try:
            return super().spawn(line, directory, **others)
        except OSError as error:
            if error.errno == errno.E2BIG:
                sys.exit()  # only this thread
            raise


class EndsAtTheKill(Faultless):
    """RUN-4, OUT-1, KILL-3: Reports the end of a killed program at once, before what it still prints."""

    def kill(self, command, number):
        has_program = command.program is not None
        super().kill(command, number)
        if has_program:
            self.end(command, 128 + number)
            command.reported = True

    def end(self, command, code):
        if not getattr(command, "reported", False):
            super().end(command, code)
