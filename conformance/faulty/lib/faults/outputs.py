"""OUT."""

import fcntl
import os
import queue
import sys
import termios
import threading
import time

from faultless import Faultless

LONG = 4096


class UnfinishedLine(Faultless):
    """OUT-1: Loses what a program prints after its last line break, if it prints line breaks at all."""

    def read_piece(self, pipe):
        data = super().read_piece(pipe)
        return data[: data.rfind(b"\n") + 1] or data if len(data) < 4096 else data


class OutputAfterTheEnd(Faultless):
    """OUT-1, RUN-4: Sends a command's last output to standard error after its end, if it has failed."""

    def print_piece(self, command, data, stream):
        if stream == "stderr":
            self.send_late(command)
            command.late = data
        else:
            super().print_piece(command, data, stream)

    def end(self, command, code):
        if code == 0:
            self.send_late(command)
        super().end(command, code)
        self.send_late(command)

    def send_late(self, command):
        if getattr(command, "late", b""):
            super().print_piece(command, command.late, "stderr")
            command.late = b""


class SwappedPieces(Faultless):
    """OUT-2: Sends the second and the third piece of a long output in the wrong order."""

    def print_piece(self, command, data, stream):
        command.pieces = getattr(command, "pieces", 0) + (stream == "stdout")
        if command.pieces == 2 and stream == "stdout" and len(data) >= LONG:
            command.second = data
            return
        super().print_piece(command, data, stream)
        self.catch_up(command)

    def catch_up(self, command):
        if getattr(command, "second", b""):
            super().print_piece(command, command.second, "stdout")
            command.second = b""

    def end(self, command, code):
        self.catch_up(command)
        super().end(command, code)


class LineEnds(Faultless):
    """OUT-3: Translates the line ends of DOS."""

    def print_piece(self, command, data, stream):
        super().print_piece(command, data.replace(b"\r\n", b"\n"), stream)


class TextOnly(Faultless):
    """OUT-3: Replaces what is not UTF-8."""

    def print_piece(self, command, data, stream):
        super().print_piece(command, data.decode(errors="replace").encode(), stream)


class LosesOutput(Faultless):
    """OUT-4: Drops output that does not fit into the session's standard output within 50 ms."""

    def print_piece(self, command, data, stream):
        for _ in range(50):
            if len(data) + 64 <= self.room():
                super().print_piece(command, data, stream)
                return
            time.sleep(0.001)

    def room(self):
        waiting = fcntl.ioctl(self.output, termios.FIONREAD, bytes(4))
        return fcntl.fcntl(self.output, fcntl.F_GETPIPE_SZ) - int.from_bytes(waiting, sys.byteorder)


class OutputAtTheEnd(Faultless):
    """OUT-5: Sends all output when the command ends."""

    def print_piece(self, command, data, stream):
        command.printed = [*getattr(command, "printed", []), (data, stream)]

    def end(self, command, code):
        for data, stream in getattr(command, "printed", []):
            super().print_piece(command, data, stream)
        super().end(command, code)


class ByteByByte(Faultless):
    """OUT-6: Sends each byte of a short line as an event."""

    def print_piece(self, command, data, stream):
        pieces = [bytes([byte]) for byte in data] if len(data) < 256 and data.isascii() else [data]
        for piece in pieces:
            super().print_piece(command, piece, stream)


class CutOutput(Faultless):
    """OUT-7: Ends pieces anywhere, also within a character."""

    def end_of_characters(self, data):
        return len(data)


class EndlessQueue(Faultless):
    """OUT-8: Keeps what a program prints in memory while the reader sleeps."""

    def take_descriptors(self):
        super().take_descriptors()
        self.waiting = queue.SimpleQueue()
        threading.Thread(target=self.write_on, daemon=True).start()

    def write(self, frame):
        if len(frame) > 1024:
            self.waiting.put(frame)
        else:
            written = threading.Event()
            self.waiting.put(written)
            written.wait()
            super().write(frame)

    def write_on(self):
        while True:
            item = self.waiting.get()
            try:
                item.set() if isinstance(item, threading.Event) else super().write(item)
            except OSError:
                self.output_failed()


class DeafWhileWriting(Faultless):
    """OUT-9: Does not read requests while output waits."""

    def read_frame(self):
        frame = super().read_frame()
        with self.writing:
            return frame


class Merged(Faultless):
    """OUT-10: Sends standard error as standard output."""

    def stderr(self, command, data):
        self.stdout(command, data)


class SwappedOutputs(Faultless):
    """OUT-10: Swaps the outputs of a program that has printed to standard error first."""

    def print_piece(self, command, data, stream):
        command.first = getattr(command, "first", stream)
        if command.program and command.first == "stderr":
            stream = {"stdout": "stderr", "stderr": "stdout"}[stream]
        super().print_piece(command, data, stream)


class DropsTheBeginningOfACharacter(Faultless):
    """OUT-3: Drops the beginning of a character with which an output ends."""

    def forward(self, command, pipe, sink):
        rest = b""
        with pipe:
            while data := self.read_piece(pipe):
                data = rest + data
                end = self.end_of_characters(data)
                rest = data[end:]
                if end:
                    sink(command, data[:end])
        if rest and not 0xC2 <= rest[0] <= 0xF4:
            sink(command, rest)
