"""One command of the requestor, from the answer to its run request until its end."""

import os
import shutil
import signal
import subprocess
import threading

from golem_runtime_pb2 import Response

PIECE = 32 * 1024  # FRAME-8
LONGEST_CHARACTER = 4  # bytes

# Ends a program when this runtime is killed. END-5.
DEATH_SIGNAL = ["setpriv", "--pdeathsig", "KILL", "--"] if shutil.which("setpriv") else []


class Command:
    """What the functions in commands.py get. Its methods may be called from any thread."""

    def __init__(self, pid, arguments, directory, usage, send):
        self.pid = pid
        self.arguments = arguments
        self.directory = directory
        self.usage = usage
        self.killed = threading.Event()
        self.ended = threading.Event()
        self._send = send
        self._lock = threading.Lock()  # guards the two below
        self._signal = None
        self._process = None

    def stdout(self, data):
        for piece in pieces(data):
            self.report(running=True, stdout=piece)

    def stderr(self, data):
        for piece in pieces(data):
            self.report(running=True, stderr=piece)

    def report(self, **status):
        """MSG-3, RUN-5."""
        self._send(Response(event=True, status=Response.ProcessStatus(pid=self.pid, **status)))

    def end(self, code):
        """The last event of this pid. OUT-1, RUN-4, KILL-2."""
        self.report(running=False, return_code=code)
        self.ended.set()

    def code(self):
        """The exit code of a command that has no program: 0, or that of the signal. KILL-2."""
        with self._lock:
            return 0 if self._signal is None else 128 + self._signal

    def kill(self, number):
        with self._lock:
            self._signal = number
            self.killed.set()
            if self._process is not None:
                self._signal_group(number)

    def execute(self, line):
        """Executes a program in this command's place. Returns its exit code. RUN-13, RUN-14."""
        try:
            process = self._start(line)
        except OSError as error:
            self.stderr(f"{error}\n".encode())
            return 127
        if process is None:
            return self.code()
        forwarders = [
            threading.Thread(target=self._forward, args=(process.stdout, self.stdout)),
            threading.Thread(target=self._forward, args=(process.stderr, self.stderr)),
        ]
        try:
            for forwarder in forwarders:
                forwarder.start()
        except RuntimeError:  # the machine has no thread left: better no program than half of its output
            self.kill(signal.SIGKILL)
            process.wait()
            raise
        # Not wait(): as long as the program has not been waited for, nobody else can have its pid.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            self._signal_group(signal.SIGKILL)  # what it has left behind. STOP-3
            code = process.wait()
            self._process = None
        for forwarder in forwarders:
            forwarder.join()  # OUT-1
        return code if code >= 0 else 128 - code

    def _start(self, line):
        """The process, or None if the command has been killed before."""
        with self._lock:
            if not self.killed.is_set():
                # A group of its own: a signal reaches all that it starts. KILL-3.
                self._process = subprocess.Popen(
                    DEATH_SIGNAL + line,
                    cwd=self.directory,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                )
            return self._process

    def _signal_group(self, number):
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            pass  # it has just ended

    @staticmethod
    def _forward(pipe, sink):
        rest = b""
        with pipe:
            while data := os.read(pipe.fileno(), PIECE - LONGEST_CHARACTER):
                data = rest + data
                length = whole(data)
                rest = data[length:]
                sink(data[:length])
        sink(rest)


def pieces(data):
    """Pieces that fit into a frame, each of which ends at the end of a character."""
    start = 0
    while start < len(data):
        piece = bytes(data[start : start + PIECE])
        if start + PIECE < len(data):
            piece = piece[: whole(piece)]
        yield piece
        start += len(piece)


def whole(data):
    """How many bytes of data end at the end of a character, if data is UTF-8. OUT-7."""
    for back in range(1, min(len(data), LONGEST_CHARACTER) + 1):
        byte = data[-back]
        if byte < 0x80 or byte >= 0xC0:  # the first byte of a character
            length = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
            return len(data) - back if back < length else len(data)
    return len(data)  # not UTF-8
