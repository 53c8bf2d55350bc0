"""The runtimes without a fault, of which each fault overrides a method or two."""

import os
import signal
import subprocess
import time

from command import Command, Commands
from command_line import CommandLine, Failure
from frames import Frames
from networks import Networks
from phases import Phases
from session import Session
from usage import Usage


class Faultless(Session, Commands, Usage, Networks, Frames, Phases, CommandLine):
    """In server mode."""

    def run(self, words):
        raise Failure("run: this runtime executes commands in its session", 2)


class OneShot(Commands, Phases, CommandLine):
    """In one-shot mode: ONESHOT-1 to ONESHOT-9."""

    mode = "one-shot"

    def start_mode(self):
        return "empty"

    def start(self, options, words):
        if self.after_dashes(words):
            print(*self.after_dashes(words))
        return 0

    def after_dashes(self, words):
        return words[1:] if words[:1] == ["--"] else words

    def run(self, words):
        if words[:1] != ["--entrypoint"] or len(words) < 2:
            raise Failure("run: --entrypoint is missing", 2)
        return self.run_command(words[1], self.after_dashes(words[2:]))

    def run_command(self, name, arguments):
        action = self.commands().get(name.rpartition("/")[2])
        if action is None:
            raise Failure(f"there is no command {name!r}", 127)
        command = Command(0, name, arguments, self.workdir)
        self.handle_signals(command)
        try:
            return action(command) & 0xFF
        except Exception as error:
            raise Failure(str(error)) from error

    def commands(self):
        served = super().commands()
        return {name: served[name] for name in ("echo", "words", "fail", "sleep", "flood", "exec")}

    def handle_signals(self, command):
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda number, _: self.signalled(command, number))

    def signalled(self, command, number):
        """Without a lock, which the interrupted thread may hold."""
        command.signal = number
        if command.program is not None:
            self.signal_family(command.program.pid, number)

    def signal_family(self, pid, number):
        """A program with all that it has started, which is in our own process group: ONESHOT-7."""
        try:
            with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
                children = file.read().split()
            os.kill(pid, number)
        except OSError:
            return  # it has just ended
        for child in children:
            self.signal_family(int(child), number)

    def run_exec(self, command):
        """The program prints for itself, and stays in our process group: ONESHOT-7."""
        try:
            command.program = subprocess.Popen(
                self.protected(command.arguments), cwd=command.directory, stdin=subprocess.DEVNULL
            )
        except OSError as error:
            raise Failure(str(error), 127) from error
        if command.signal:
            self.signal_family(command.program.pid, command.signal)
        return self.exit_code(command.program.wait())

    def run_sleep(self, command):
        until = time.monotonic() + float(command.arguments[0])
        while command.signal is None and time.monotonic() < until:
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))
        return command.code()

    def print_piece(self, command, data, stream):
        descriptor = 1 if stream == "stdout" else 2
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
