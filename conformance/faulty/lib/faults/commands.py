"""RUN and KILL."""

import os
import signal
import subprocess
import threading
import time

from faultless import Faultless
from session import BAD_REQUEST, INTERNAL, KILL
from wire import field, message


class UnknownCommandIgnored(Faultless):
    """RUN-1: Does not answer the run of a command that does not exist."""

    def unknown_command(self, id, name):
        self.log(f"there is no command {name}")


class NoEndAfterACrash(Faultless):
    """RUN-2: Sends no end for a command whose code throws an exception."""

    def crashed(self, command, error):
        self.log(f"{command.name} crashed: {error}")
        raise SystemExit


class NoEndWithoutOutput(Faultless):
    """RUN-2: Sends no end for a command that has printed nothing and succeeded."""

    printed = frozenset()

    def print_piece(self, command, data, stream):
        self.printed |= {command.pid}
        super().print_piece(command, data, stream)

    def end(self, command, code):
        if code or command.pid in self.printed:
            super().end(command, code)


class SecondEnd(Faultless):
    """RUN-2, RUN-4: Sends a second end for a command that has been killed."""

    def kill(self, command, number):
        super().kill(command, number)
        threading.Thread(target=self.confirm, args=(command,), daemon=True).start()

    def confirm(self, command):
        command.ended.wait()
        self.end(command, command.code())


class EndOfARefusedCommand(Faultless):
    """RUN-3: Sends an end for a command that it has refused, with the next pid."""

    def unknown_command(self, id, name):
        super().unknown_command(id, name)
        self.status(self.next_pid(), False, 1)


class AnEventTooMany(Faultless):
    """RUN-4: Sends one more event without output after the end of a command that has printed to standard error."""

    printed = frozenset()

    def print_piece(self, command, data, stream):
        super().print_piece(command, data, stream)
        if stream == "stderr":
            self.printed |= {command.pid}

    def end(self, command, code):
        super().end(command, code)
        if command.pid in self.printed:
            self.status(command.pid, True)


class SamePidAtOnce(Faultless):
    """RUN-5: Gives a command the pid of one that runs already."""

    def next_pid(self):
        return super().next_pid() if not self.running else max(self.running)


class PidsAgain(Faultless):
    """RUN-6: Gives each command the lowest pid that no running command has."""

    def next_pid(self):
        return next(pid for pid in range(1, 2**31) if pid not in self.running)


class PidsOfAByte(Faultless):
    """RUN-6: Counts pids to 255, and begins with 1 again."""

    def next_pid(self):
        self.pids = self.pids % 255 + 1
        return self.pids


class PidOfAnother(Faultless):
    """RUN-6: Names another pid in the response than in the events."""

    def respond(self, id, member):
        if member[:1] == b"\x52" and len(member) == 4:
            member = member[:3] + bytes([member[3] + 100 & 0x7F])
        super().respond(id, member)


class SilentUntilOutput(Faultless):
    """RUN-7: Sends no event before a command prints something or ends."""

    def started(self, command):
        pass


class NameIsAnArgument(Faultless):
    """RUN-9: Drops args[0] only if it is the entry point as a whole."""

    def arguments(self, name, args):
        return args[1:] if args[:1] == [name] else args


class OutputIsSuccess(Faultless):
    """RUN-10: Reports 0 for a program that has printed something to standard error."""

    printed = frozenset()

    def print_piece(self, command, data, stream):
        super().print_piece(command, data, stream)
        if stream == "stderr" and command.name == "exec":
            self.printed |= {command.pid}

    def end(self, command, code):
        super().end(command, 0 if command.pid in self.printed else code)


class KilledIsSuccess(Faultless):
    """RUN-10: Reports 0 for a program that a signal has ended, unless the requestor has sent it."""

    def exit_code(self, code):
        return max(code, 0)


class ExitsAfterARefusal(Faultless):
    """RUN-11: Exits with 0 after it has refused a command."""

    def unknown_command(self, id, name):
        super().unknown_command(id, name)
        os._exit(0)


class ExitsAfterACrash(Faultless):
    """RUN-11: Exits with 1 when the code of a command throws an exception, after its end."""

    def crashed(self, command, error):
        super().crashed(command, error)
        self.end(command, 1)
        os._exit(1)


class GivesUpWithZero(Faultless):
    """RUN-12: Exits with 0 when what arrives is not a message."""

    def malformed(self, error):
        self.log(error)
        self.input_ended()


class SharedInput(Faultless):
    """RUN-13: Gives programs the session's standard input."""

    def spawn(self, line, directory, **others):
        return super().spawn(line, directory, stdin=self.input, **others)


class EndlessInput(Faultless):
    """RUN-13: Gives programs a standard input that never ends, instead of an empty one."""

    def spawn(self, line, directory, **others):
        return super().spawn(line, directory, stdin=subprocess.PIPE, **others)


class SharedDescriptors(Faultless):
    """RUN-13: Passes the session's descriptors on to programs, beside their own."""

    def spawn(self, line, directory, **others):
        return super().spawn(line, directory, pass_fds=(self.input, self.output), **others)


class OneForAll(Faultless):
    """RUN-14: Reports 1 for each program that has failed."""

    def exit_code(self, code):
        return 1 if code else 0


class UnknownIsInternal(Faultless):
    """RUN-15: Refuses a command that does not exist with INTERNAL."""

    def unknown_command(self, id, name):
        self.refuse(id, INTERNAL, f"there is no command {name!r}")


class AnswersAtTheEnd(Faultless):
    """RUN-16: Answers run only at the end of a command that has printed nothing until then."""

    def accept(self, id, command, action):
        if command.name != "sleep":
            super().accept(id, command, action)
            return
        command.request = id
        threading.Thread(target=self.execute, args=(command, action), daemon=True).start()

    def started(self, command):
        if command.name != "sleep":
            super().started(command)

    def end(self, command, code):
        if command.name == "sleep":
            self.respond(command.request, message(10, field(1, command.pid)))
            super().started(command)
        super().end(command, code)


class NoEmptyArguments(Faultless):
    """RUN-17: Drops empty arguments."""

    def arguments(self, name, args):
        return [arg for arg in args[1:] if arg]


class TrimsArguments(Faultless):
    """RUN-17: Removes white space at the end of the last argument."""

    def arguments(self, name, args):
        arguments = args[1:]
        return [*arguments[:-1], arguments[-1].rstrip()] if arguments else []


class OneCommandAtATime(Faultless):
    """RUN-18: Starts a command only when the earlier one has ended."""

    turn = threading.Lock()

    def execute(self, command, action):
        with self.turn:
            super().execute(command, action)


class ElsewhereAtHome(Faultless):
    """RUN-19: Executes programs in /tmp."""

    def spawn(self, line, directory, **others):
        return super().spawn(line, "/tmp", **others)


class EventsFirst(Faultless):
    """RUN-20: Sends the event that a command has started before the answer."""

    def accept(self, id, command, action):
        super().started(command)
        super().accept(id, command, action)

    def started(self, command):
        pass


class KillsAreWelcome(Faultless):
    """KILL-1: Answers the kill of a command that has ended like that of one that runs."""

    def kill_command(self, id, pid, number):
        command = self.running.get(pid)
        has_ended = 0 < pid <= self.pids and (command is None or command.is_over)
        if has_ended and 1 <= number < signal.NSIG:
            self.respond(id, message(KILL))
        else:
            super().kill_command(id, pid, number)


class KillWaits(Faultless):
    """KILL-1: Answers a kill only when the command has ended."""

    def respond(self, id, member):
        command = self.killed.pop(id, None)
        if command is None:
            super().respond(id, member)
        else:
            threading.Thread(target=self.respond_late, args=(command, id, member), daemon=True).start()

    def respond_late(self, command, id, member):
        command.ended.wait(5)
        self.respond(id, member)

    def kill_command(self, id, pid, number):
        command = self.running.get(pid)
        if command is not None:
            self.killed[id] = command
        super().kill_command(id, pid, number)

    def start(self, options, words):
        self.killed = {}  # id of the kill → command
        return super().start(options, words)


class KillIsASuccess(Faultless):
    """KILL-2: Reports 0 for a command that has been killed, if it has no program."""

    def run_sleep(self, command):
        super().run_sleep(command)
        return 0


class KillWithoutEffect(Faultless):
    """KILL-2: Answers kill, and does not end a command that has no program."""

    def run_sleep(self, command):
        until = time.monotonic() + float(command.arguments[0])
        while time.monotonic() < until and not self.watched:
            time.sleep(0.05)
        return command.code() if self.watched else 0


class KillsTheParentOnly(Faultless):
    """KILL-3: Sends the requestor's signal to a program, and not to what it has started."""

    def kill_command(self, id, pid, number):
        self.is_kill = True
        super().kill_command(id, pid, number)
        self.is_kill = False

    def signal_program(self, command, number):
        if getattr(self, "is_kill", False):
            command.program.send_signal(number)
        else:
            super().signal_program(command, number)


class AnySignal(Faultless):
    """KILL-4: Takes the signals 0 and below for signals."""

    def kill_command(self, id, pid, number):
        if number <= 0 and pid in self.running:
            self.respond(id, message(KILL))
        else:
            super().kill_command(id, pid, number)


class KillsAll(Faultless):
    """KILL-5: Kills each command that has a program, not only the one that is named."""

    def kill(self, command, number):
        super().kill(command, number)
        for other in list(self.running.values()):
            if other is not command and other.signal is None:
                super().kill(other, number)


class RefusesSecondCommands(Faultless):
    """RUN-18: Refuses a command while another one runs."""

    unfinished = frozenset()

    def accept(self, id, command, action):
        if self.unfinished:
            with self.changing:
                del self.running[command.pid]
            self.refuse(id, BAD_REQUEST, "busy")
        else:
            self.unfinished = {command.pid}
            super().accept(id, command, action)

    def end(self, command, code):
        self.unfinished = set()
        super().end(command, code)
