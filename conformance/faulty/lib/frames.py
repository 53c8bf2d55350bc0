"""Frames on descriptors: FRAME-1 to FRAME-12."""

import os
import threading

from wire import varint

LARGEST = 256 * 1024 * 1024


class MalformedInput(Exception):
    """What arrived is not a frame with a request in it."""


class Frames:
    def take_descriptors(self):
        """Whatever else prints or reads, prints to standard error and reads nothing: FRAME-1, RUN-13."""
        self.input = os.dup(0)
        self.output = os.dup(1)
        self.writing = threading.Lock()
        self.arrived = b""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)

    def read_frame(self):
        """The next message, or None at the end of input, also inside a frame: FRAME-12."""
        length = self.read_length()
        if length is None:
            return None
        if length > LARGEST:
            raise MalformedInput(f"a request of {length} bytes")
        return self.read_exactly(length)

    def read_length(self):
        length = 0
        for position in range(10):
            byte = self.read_exactly(1)
            if byte is None:
                return None
            length |= (byte[0] & 0x7F) << (7 * position)
            if byte[0] < 0x80:
                return length
        raise MalformedInput("a length of more than ten bytes")

    def read_exactly(self, size):
        pieces = [self.arrived]
        got = len(self.arrived)
        while got < size:
            piece = os.read(self.input, 65536)
            if not piece:
                return None
            pieces.append(piece)
            got += len(piece)
        data = b"".join(pieces)
        self.arrived = data[size:]
        return data[:size]

    def frame(self, message):
        return varint(len(message)) + message

    def write(self, frame):
        """One frame at a time, as a whole, without a buffer: FRAME-3, FRAME-4, OUT-4."""
        with self.writing:
            self.write_all(frame)

    def write_all(self, data):
        left = memoryview(data)
        while left:
            left = left[os.write(self.output, left) :]
