"""STOP, END and LOAD."""

import os
import signal
import tempfile
import threading
import time

from faultless import Faultless


class NoShutdown(Faultless):
    """STOP-1: Answers shutdown only when the running commands have ended by themselves."""

    def shut_down(self, id):
        for command in list(self.running.values()):
            command.ended.wait()
        return super().shut_down(id)

    def watch(self):
        """It has all the time in the world."""


class FinishesLater(Faultless):
    """STOP-2: Removes its temporary file in the workdir after the answer to shutdown."""

    def start(self, options, words):
        with open(os.path.join(self.workdir, "session.tmp"), "w"):
            return super().start(options, words)

    def linger(self):
        super().linger()
        os.remove(os.path.join(self.workdir, "session.tmp"))


class CleansUpLater(Faultless):
    """STOP-2: Removes its temporary file outside of the workdir after the answer to shutdown."""

    def start(self, options, words):
        with tempfile.NamedTemporaryFile():
            return super().start(options, words)


class LeavesPrograms(Faultless):
    """STOP-3: Ends a program at shutdown, and not what it has started."""

    def signal_program(self, command, number):
        if self.watched:
            command.program.send_signal(number)
        else:
            super().signal_program(command, number)


class BackgroundSurvives(Faultless):
    """STOP-3: Leaves a program's children behind when the program ends by itself."""

    def end_children(self, command):
        pass


class SlowStop(Faultless):
    """STOP-5: Takes three and a half seconds for shutdown."""

    def stop(self):
        super().stop()
        time.sleep(3.5)

    def watch(self):
        """It would not grant that much."""


class PatientStop(Faultless):
    """STOP-5: Waits for three and a half seconds for programs that ignore SIGTERM."""

    grace = 3.5

    def watch(self):
        """It would not grant that much."""


class StopsSilently(Faultless):
    """STOP-6: Sends no end for the commands that shutdown ends."""

    def end(self, command, code):
        if not self.watched:
            super().end(command, code)


class GoneAtOnce(Faultless):
    """STOP-7: Exits as soon as it has written the answer to shutdown."""

    def linger(self):
        os._exit(0)


class Stays(Faultless):
    """STOP-8: Does not exit after shutdown."""

    def linger(self):
        time.sleep(3600)

    def watch(self):
        """Nobody ends it."""


class WorksOn(Faultless):
    """STOP-9: Accepts a run after shutdown."""

    def after_shutdown(self, id, number, content):
        self.answer(id, number, content)


class DeafToTheEnd(Faultless):
    """END-1: Does not notice the end of input while a command runs."""

    def input_ended(self):
        while self.running:
            time.sleep(0.1)
        super().input_ended()


class LeavesAtTheEnd(Faultless):
    """END-1: Exits at the end of input without ending its programs."""

    def input_ended(self):
        os._exit(0)


class ClosesItsOutput(Faultless):
    """END-2: Closes its standard output when a command has failed, and runs on."""

    closed = False

    def end(self, command, code):
        super().end(command, code)
        if code and not self.watched:
            with self.writing:
                os.close(self.output)
                self.closed = True

    def output_failed(self):
        if not self.closed:
            super().output_failed()


class IgnoresSignals(Faultless):
    """END-3: Ignores SIGTERM."""

    def handle_signals(self):
        super().handle_signals()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


class DiesOfSignals(Faultless):
    """END-3: Lets SIGTERM end it, without ending anything itself."""

    def handle_signals(self):
        super().handle_signals()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


class WritesInVain(Faultless):
    """END-4: Continues when nobody reads its output."""

    def output_failed(self):
        pass


class ProgramsSurvive(Faultless):
    """END-5: Does not end its programs when it is killed."""

    def protected(self, line):
        return line


class LeavesATemporaryFile(Faultless):
    """END-6: Leaves a temporary file for each command that has a program, outside of the workdir."""

    def start_program(self, command):
        with open(os.path.join(os.environ.get("TMPDIR", "/tmp"), f"faulty-{command.pid}"), "w"):
            pass
        return super().start_program(command)


class LeaksMemory(Faultless):
    """LOAD-1: Keeps a quarter of a MiB for each command."""

    kept = []

    def started(self, command):
        self.kept.append(os.urandom(262144))
        super().started(command)


class LeaksDescriptors(Faultless):
    """LOAD-1: Opens a file for each command, and never closes it."""

    def started(self, command):
        os.open("/dev/null", os.O_RDONLY)
        super().started(command)


class LeaksThreads(Faultless):
    """LOAD-1: Leaves a thread behind for each command."""

    def started(self, command):
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
        super().started(command)


class ForgetsTheCrowd(Faultless):
    """LOAD-2: Forgets the ends of commands if more than two hundred are requested at the same time."""

    def run_command(self, id, content):
        self.is_crowded = self.inbox.qsize() > 200
        super().run_command(id, content)

    def end(self, command, code):
        if not self.is_crowded:
            super().end(command, code)


class LosesALot(Faultless):
    """LOAD-3: Loses what a command prints beyond 16 MiB."""

    def print_piece(self, command, data, stream):
        command.printed = getattr(command, "printed", 0) + len(data)
        if command.printed <= 16 * 1024 * 1024:
            super().print_piece(command, data, stream)


class SlowStart(Faultless):
    """LOAD-4: Takes more than five seconds to start."""

    ready = False

    def hello(self, id, version):
        if not self.ready:
            self.ready = True
            time.sleep(5.2)
        super().hello(id, version)
