"""A session in server mode: requests in, responses and events out."""

import os
import queue
import signal
import sys
import threading
import time

from command import Command
from frames import FrameReader, FrameWriter, MalformedInput
from golem_runtime_pb2 import Request, Response
from usage import Usage

STOP_SECONDS = 3.0  # STOP-5

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

    def serve(self):
        """Serves until the session ends. Returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda number, _: self._inbox.put(f"signal {number}"))
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
                return 0  # STOP-7
            self.send(self._answer(item))

    def send(self, response):
        try:
            self._writer.write(response)
        except OSError:
            self._inbox.put(OUTPUT_ENDED)

    def _read(self):
        """Reads even while the main thread waits for the output. OUT-9."""
        try:
            while (request := self._reader.read()) is not None:
                self._inbox.put(request)
            self._inbox.put(INPUT_ENDED)
        except MalformedInput as error:
            self._inbox.put(error)

    def _answer(self, request):
        """MSG-1, MSG-2."""
        match request.WhichOneof("command"):
            case "hello":
                return Response(id=request.id, hello=Response.Hello(version=self._version))
            case "run":
                return self._run(request.id, request.run)
            case "kill":
                return self._kill(request.id, request.kill)
            case "network":
                return error(request.id, Response.BAD_REQUEST, "this runtime joins no networks")
            case _:
                return error(request.id, Response.BAD_REQUEST, "unknown command")  # MSG-6

    def _run(self, id, run):
        if not run.bin:
            return error(id, Response.BAD_REQUEST, "the command has no name")  # RUN-15
        program = self._programs.get(run.bin.rsplit("/", 1)[-1])
        if program is None:
            known = ", ".join(self._programs)
            return error(
                id, Response.NOT_FOUND, f"there is no command {run.bin!r}", {"known": known}
            )
        pid = self._next_pid
        self._next_pid += 1
        directory = os.path.join(self._workdir, run.work_dir)  # RUN-19
        command = Command(pid, list(run.args[1:]), directory, self._usage, self.send)  # RUN-9
        with self._lock:
            self._running[pid] = command
        threading.Thread(target=self._execute, args=(program, command), daemon=True).start()
        return Response(id=id, run=Response.RunProcess(pid=pid))

    def _execute(self, program, command):
        command.report(running=True)  # RUN-7
        code = 1
        try:
            code = program(command)
        except Exception as exception:  # RUN-2, RUN-11: whatever it is, it is this command's end
            command.stderr(f"{exception}\n".encode())
        finally:
            self._usage.send_newest()  # USAGE-8
            with self._lock:
                del self._running[command.pid]
            command.end(code)

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
        # Whoever does not read our output must not keep us here. END-1.
        watchdog = threading.Timer(STOP_SECONDS + 1, os._exit, (1,))
        watchdog.daemon = True
        watchdog.start()
        for number, seconds in ((signal.SIGTERM, 1.0), (signal.SIGKILL, 0.5)):
            with self._lock:
                commands = list(self._running.values())
            for command in commands:
                command.kill(number)
            patience = time.monotonic() + seconds
            for command in commands:
                command.ended.wait(max(0.0, patience - time.monotonic()))
        self._usage.send_newest()
        self._usage.wait_for_report(deadline)  # USAGE-7


def error(id, code, message, context=None):
    return Response(id=id, error=Response.Error(code=code, message=message, context=context or {}))


def log(sentence):
    print(f"python-demo: {sentence}", file=sys.stderr, flush=True)
