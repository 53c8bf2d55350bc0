"""A session in server mode: requests in, responses and events out."""

import os
import queue
import signal
import threading
import time

from command import Command
from frames import FrameReader, FrameWriter, MalformedInput
from golem_runtime_pb2 import Request, Response
from log import log
from usage import Usage

STOP_SECONDS = 3.0  # STOP-5
LINGER_SECONDS = 1

# What ends a session without a request.
INPUT_ENDED = "the input ended"
OUTPUT_ENDED = "the output cannot be written"


class Session:
    """Serves one supervisor. Commands run on threads of their own; everything else on the main thread."""

    def __init__(self, workdir, version, counter, commands):
        self._workdir = workdir
        self._version = version
        self._programs = commands
        # The session has the descriptors 0 and 1 for itself: whatever else prints or reads, prints to
        # standard error and reads nothing. FRAME-1, RUN-13.
        self._reader = FrameReader(os.dup(0))
        self._writer = FrameWriter(os.dup(1))
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        self._inbox = queue.SimpleQueue()  # signal handlers may put into it
        self._usage = Usage(workdir, counter, self.send)
        self._running = {}  # pid -> Command
        self._lock = threading.Lock()  # guards _running
        self._next_pid = 1  # RUN-6
        self._watchdog = None

    def serve(self):
        """Serves until the session ends. Returns the exit code."""
        self._receive_signals()
        threading.Thread(target=self._read, daemon=True).start()
        while True:
            item = self._inbox.get()
            if not isinstance(item, Request):
                log(f"{item}; stopping")
                self._stop()
                return 1 if isinstance(item, MalformedInput) else 0  # FRAME-11, END-1, END-3, END-4
            if item.WhichOneof("command") == "shutdown":
                self._stop()
                self.send(Response(id=item.id, shutdown=Response.Shutdown()))
                self._linger()
                return 0
            self._answer(item)

    def _receive_signals(self):
        """A Python handler waits for the main thread, which a signal does not wake if it begins to wait just then. END-3."""
        told, tells = os.pipe()
        os.set_blocking(tells, False)
        signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda *_: None)

        def receive():
            while number := os.read(told, 1):
                self._end(f"signal {number[0]}")

        threading.Thread(target=receive, daemon=True).start()

    def _linger(self):
        """Gives the supervisor time to read the answer before it notices that we have gone. STOP-7, STOP-8."""
        self._watchdog.cancel()  # however late the answer was read, what follows is an orderly end
        self._watchdog = self._give_up_after(LINGER_SECONDS + 1, 0)
        enough = time.monotonic() + LINGER_SECONDS
        while True:
            try:
                late = self._inbox.get(timeout=max(0.0, enough - time.monotonic()))
            except queue.Empty:
                return
            if not isinstance(late, Request):
                return
            self.send(error(late.id, Response.BAD_REQUEST, "the runtime has stopped"))  # STOP-9

    def send(self, response):
        try:
            self._writer.write(response)
        except OSError:
            self._end(OUTPUT_ENDED)

    def _read(self):
        """Reads even while the main thread waits for the output. OUT-9."""
        try:
            while (request := self._reader.read()) is not None:
                if request.WhichOneof("command") == "shutdown":
                    self._start_watchdog()
                self._inbox.put(request)
            self._end(INPUT_ENDED)
        except MalformedInput as error:
            self._end(error)

    def _end(self, reason):
        """Comes after the requests that have arrived before, which are answered."""
        self._start_watchdog()
        self._inbox.put(reason)

    def _start_watchdog(self):
        """A reader who does not read cannot keep us here. END-1."""
        if self._watchdog is None:
            self._watchdog = self._give_up_after(STOP_SECONDS + 1, 1)

    def _give_up_after(self, seconds, code):
        timer = threading.Timer(seconds, self._give_up, (code,))
        timer.daemon = True
        timer.start()
        return timer

    def _give_up(self, code):
        self._kill_all(signal.SIGKILL)
        os._exit(code)

    def _kill_all(self, number):
        with self._lock:
            commands = list(self._running.values())
        for command in commands:
            command.kill(number)
        return commands

    def _answer(self, request):
        """MSG-1, MSG-2."""
        match request.WhichOneof("command"):
            case "hello":
                self.send(Response(id=request.id, hello=Response.Hello(version=self._version)))
            case "run":
                self._run(request.id, request.run)
            case "kill":
                self.send(self._kill(request.id, request.kill))
            case "network":
                refusal = "this runtime joins no networks"
                self.send(error(request.id, Response.BAD_REQUEST, refusal))
            case _:
                self.send(error(request.id, Response.BAD_REQUEST, "unknown command"))  # MSG-6

    def _run(self, id, run):
        if not run.bin:
            self.send(error(id, Response.BAD_REQUEST, "the command has no name"))  # RUN-15
            return
        program = self._programs.get(run.bin.rsplit("/", 1)[-1])
        if program is None:
            context = {"known": ", ".join(self._programs)}
            message = f"there is no command {run.bin!r}"
            self.send(error(id, Response.NOT_FOUND, message, context))
            return
        pid = self._next_pid
        self._next_pid += 1
        directory = os.path.join(self._workdir, run.work_dir)  # RUN-19
        command = Command(pid, list(run.args[1:]), directory, self._usage, self.send)  # RUN-9
        with self._lock:
            self._running[pid] = command
        self.send(Response(id=id, run=Response.RunProcess(pid=pid)))  # RUN-20
        try:
            threading.Thread(target=self._execute, args=(program, command), daemon=True).start()
        except RuntimeError as refused:  # the machine has no thread left
            self._finish(command, f"{refused}", 1)

    def _execute(self, program, command):
        command.report(running=True)  # RUN-7
        try:
            code = program(command)
            if not -(2**31) <= code < 2**31:
                raise ValueError(f"{code} is not an exit code")
            self._finish(command, "", code)
        except BaseException as exception:  # RUN-2, RUN-11: whatever it is, it is this command's end
            self._finish(command, f"{exception}", 1)

    def _finish(self, command, problem, code):
        if problem:
            command.stderr(f"{problem}\n".encode())
        self._usage.send_newest()  # USAGE-8
        command.end(code)
        # Last: a shutdown waits for all that are in there, and for their ends.
        with self._lock:
            del self._running[command.pid]

    def _kill(self, id, kill):
        if not 1 <= kill.signal < signal.NSIG:
            return error(id, Response.BAD_REQUEST, f"{kill.signal} is not a signal")  # KILL-4
        with self._lock:
            command = self._running.get(kill.pid)
        if command is None:
            return error(id, Response.NOT_FOUND, f"no command {kill.pid} is running")
        command.kill(kill.signal)
        return Response(id=id, kill=Response.KillProcess())

    def _stop(self):
        """Ends all commands, and waits for their ends: nothing is left to do. STOP-2, STOP-3, STOP-6."""
        deadline = time.monotonic() + STOP_SECONDS
        for number, seconds in ((signal.SIGTERM, 1.0), (signal.SIGKILL, 0.5)):
            commands = self._kill_all(number)
            patience = time.monotonic() + seconds
            for command in commands:
                command.ended.wait(max(0.0, patience - time.monotonic()))
        self._usage.send_newest()
        self._usage.wait_for_report(deadline)  # USAGE-7


def error(id, code, message, context=None):
    return Response(id=id, error=Response.Error(code=code, message=message, context=context or {}))
