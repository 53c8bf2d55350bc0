"""Frames on file descriptors: a length as a varint, then a message."""

import os
import threading

from google.protobuf.message import DecodeError

from golem_runtime_pb2 import Request


# No limit of the protocol: a longer request is taken for garbage. FRAME-9, FRAME-11.
LARGEST = 256 * 1024 * 1024


class MalformedInput(Exception):
    """What arrived is not a frame with a request in it."""


class FrameReader:
    """Reads requests from a descriptor. For one thread."""

    def __init__(self, descriptor):
        self._input = os.fdopen(descriptor, "rb")

    def read(self):
        """The next request, or None at the end of input."""
        length = self._length()
        if length is None:
            return None
        if length > LARGEST:
            raise MalformedInput(f"a request of {length} bytes")
        message = self._input.read(length)
        if len(message) < length:
            return None  # FRAME-12
        try:
            return Request.FromString(message)
        except DecodeError as error:
            raise MalformedInput(f"not a request: {error}") from error

    def _length(self):
        """FRAME-6, FRAME-10, FRAME-11."""
        length = 0
        for position in range(10):
            byte = self._input.read(1)
            if not byte:
                return None
            length |= (byte[0] & 0x7F) << (7 * position)
            if byte[0] < 0x80:
                return length
        raise MalformedInput("a length of more than ten bytes")


class FrameWriter:
    """Writes responses to a descriptor. For any number of threads."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def write(self, response):
        message = response.SerializeToString()
        frame = memoryview(_varint(len(message)) + message)
        with self._lock:  # FRAME-3
            while frame:  # no buffer of our own: FRAME-4, OUT-4
                frame = frame[os.write(self._descriptor, frame) :]


def _varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
