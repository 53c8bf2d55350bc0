"""ONESHOT."""

import os
import signal
import subprocess
import time

from command_line import Failure
from faultless import OneShot


class OneShotWithoutEntryPoint(OneShot):
    """ONESHOT-2: Takes the first word of the requestor's arguments for the command, and refuses --entrypoint."""

    def run(self, words):
        if words[:1] == ["--entrypoint"]:
            raise Failure("run: unexpected option --entrypoint", 2)
        return super().run(words)


class OneShotNameIsAnArgument(OneShot):
    """ONESHOT-2: Takes the entry point for the first argument, too."""

    def run_command(self, name, arguments):
        return super().run_command(name, [name, *arguments])


class OneShotStays(OneShot):
    """ONESHOT-3: Does not end its start."""

    def start(self, options, words):
        super().start(options, words)
        while True:
            time.sleep(60)


class OneShotAlwaysSucceeds(OneShot):
    """ONESHOT-4: Exits with 0 when a command has failed without a program."""

    def run_fail(self, command):
        super().run_fail(command)
        return 0


class OneShotFailsForOutput(OneShot):
    """ONESHOT-4: Exits with 1 if a program has printed to standard error."""

    def run_exec(self, command):
        line = self.protected(command.arguments)
        command.program = subprocess.Popen(
            line, cwd=command.directory, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        said = command.program.stderr.read()
        self.stderr(command, said)
        code = self.exit_code(command.program.wait())
        return 1 if said else code


class OneShotTalks(OneShot):
    """ONESHOT-5: Prints a line of its own before the command's output."""

    def run_command(self, name, arguments):
        print(f"running {name}", flush=True)
        return super().run_command(name, arguments)


class OneShotDetaches(OneShot):
    """ONESHOT-6: Exits before its program ends."""

    def run_exec(self, command):
        nothing = subprocess.DEVNULL
        line = ["sh", "-c", 'sleep 0.5; exec "$@"', "sh", *command.arguments]
        subprocess.Popen(line, cwd=command.directory, stdin=nothing)
        return 0

class OneShotIgnoresSignals(OneShot):
    """ONESHOT-7: Ignores SIGTERM."""

    def handle_signals(self, command):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


class OneShotOneForAll(OneShot):
    """ONESHOT-8: Exits with 1 if a program has failed."""

    def exit_code(self, code):
        return 1 if code else 0


class OneShotLogsToo(OneShot):
    """ONESHOT-9: Logs to the command's standard error."""

    def run_command(self, name, arguments):
        self.log(f"running {name}")
        return super().run_command(name, arguments)


class OneShotDropsDashes(OneShot):
    """ONESHOT-2: Drops each -- among the arguments, and not only the first."""

    def run(self, words):
        return super().run([*words[:2], "--", *(word for word in words[2:] if word != "--")])
