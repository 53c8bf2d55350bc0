"""START, FRAME, MSG and HELLO."""

import os
import sys
import threading
import time

from faultless import Faultless
from frames import MalformedInput
from session import BAD_REQUEST, KILL
from wire import decode, field, message, varint


class Impatient(Faultless):
    """START-1: Exits with 0 if it has had nothing to do for half a second."""

    def serve(self):
        threading.Thread(target=self.watch_idleness, daemon=True).start()
        return super().serve()

    def arrive(self, id, number, content):
        self.busy_at = time.monotonic()
        super().arrive(id, number, content)

    def watch_idleness(self):
        self.busy_at = time.monotonic()
        while self.running or time.monotonic() - self.busy_at < 0.5:
            time.sleep(0.05)
        os._exit(0)


class SilentStart(Faultless):
    """START-2: Does not answer hello if the requestor's start has arguments."""

    def hello(self, id, version):
        if not self.started_with:
            super().hello(id, version)


class StartTakesAPid(Faultless):
    """START-5: Sends what start prints with the pid of the first command."""

    def output_of_start(self, output):
        self.status(1, True, stdout=output.encode())


class NoLog(Faultless):
    """START-6: Logs to standard error only."""

    def log(self, sentence):
        print(f"{self.name}: {sentence}", file=sys.stderr, flush=True)


class PrintsOnFailure(Faultless):
    """FRAME-1: Prints a line to the session's standard output when a command fails."""

    def finish(self, command, code):
        if code:
            self.write(f"{command.name} failed\n".encode())
        super().finish(command, code)


class ShortLength(Faultless):
    """FRAME-2: Writes only the lowest seven bits of a length: frames of more than 127 bytes are wrong."""

    def frame(self, message):
        return varint(len(message) & 0x7F) + message


class InterleavedFrames(Faultless):
    """FRAME-3: Writes length and message without a lock, so that two commands' frames are mixed."""

    def write(self, frame):
        self.write_all(frame[:1])
        if len(self.running) > 1:
            time.sleep(0.02)
        self.write_all(frame[1:])


class LateFrame(Faultless):
    """FRAME-4: Keeps the end of a command until something else is written."""

    kept = b""

    def end(self, command, code):
        with self.writing:
            end = message(20, field(1, command.pid), field(3, code))
            self.kept += self.frame(field(1, True) + end)

    def write(self, frame):
        with self.writing:
            kept, self.kept = self.kept, b""
            self.write_all(kept + frame)


class OneReadOneFrame(Faultless):
    """FRAME-5: Drops what arrives together with the end of a request, such as the next one."""

    def read_frame(self):
        frame = super().read_frame()
        self.arrived = b""
        return frame


class HalfARequest(Faultless):
    """FRAME-5: Takes for a request what one read returns, if that is less."""

    def read_exactly(self, size):
        arrived = self.arrived or os.read(self.input, 65536)
        self.arrived = arrived[size:]
        return arrived[:size] or None


class OneByteLength(Faultless):
    """FRAME-6: Takes the first byte of a request for its length."""

    def read_length(self):
        byte = self.read_exactly(1)
        return byte and byte[0]


class EmptyFrames(Faultless):
    """FRAME-7: Writes an empty frame after each command, to keep the session alive."""

    def finish(self, command, code):
        super().finish(command, code)
        self.write(b"\0")


class HugeFrames(Faultless):
    """FRAME-8: Sends up to 1 MiB of output in one frame."""

    def print_pieces(self, command, data, stream):
        self.print_piece(command, data, stream)


class ShortRequestsOnly(Faultless):
    """FRAME-9: Takes a request of more than 64 KiB for garbage."""

    def read_length(self):
        length = super().read_length()
        if length and length > 65536:
            raise MalformedInput(f"a request of {length} bytes")
        return length


class StrictLength(Faultless):
    """FRAME-10: Refuses a length with more bytes than it needs."""

    def read_length(self):
        self.taken = 0
        length = super().read_length()
        if length is not None and self.taken > len(varint(length)):
            raise MalformedInput("a length with too many bytes")
        return length

    def read_exactly(self, size):
        self.taken += size
        return super().read_exactly(size)


class SkipsGarbage(Faultless):
    """FRAME-11: Looks for the next frame after one that is not a message."""

    def malformed(self, error):
        self.log(f"{error}; looking for the next frame")
        self.arrived = b""
        self.read()


class WaitsForTheRest(Faultless):
    """FRAME-12: Waits for the rest of a frame although the input has ended."""

    def read_exactly(self, size):
        data = super().read_exactly(size)
        while data is None and size > 1:
            time.sleep(1)
        return data


class ShortIds(Faultless):
    """MSG-1: Keeps 32 bits of an id."""

    def respond(self, id, member):
        super().respond(id & 0xFFFFFFFF, member)


class EmptyMessageIsAbsent(Faultless):
    """MSG-2: Leaves out an empty message, so that the response to kill has no member."""

    def respond(self, id, member):
        super().respond(id, b"" if member == message(KILL) else member)


class RefusesTwice(Faultless):
    """MSG-2: Answers a request that it refuses a second time."""

    def refuse(self, id, code, sentence):
        super().refuse(id, code, sentence)
        super().refuse(id, code, sentence)


class EndWithoutFlag(Faultless):
    """MSG-3: Does not set the flag event in the end of a command that has failed."""

    def end(self, command, code):
        if code:
            self.send(message(20, field(1, command.pid), field(3, code)))
        else:
            super().end(command, code)


class AnswerWithFlag(Faultless):
    """MSG-3: Sets the flag event in errors."""

    def refuse(self, id, code, sentence):
        self.send(field(1, True) + field(2, id) + message(3, field(1, code), field(2, sentence)))


class CutCharacters(Faultless):
    """MSG-4: Cuts a long error message off, within a character if it so happens."""

    def refuse(self, id, code, sentence):
        super().refuse(id, code, sentence.encode()[:48])


class KnownFieldsOnly(Faultless):
    """MSG-5: Takes a request with a field that it does not know for garbage."""

    def member(self, request):
        number, content = super().member(request)
        if number == 10 and any(key > 5 for key, _ in decode(content)):
            raise ValueError("an unknown field in run")
        return number, content


class IgnoresTheUnknown(Faultless):
    """MSG-6: Does not answer a request that it does not know."""

    def unknown_request(self, id):
        self.log("unknown request ignored")


class OwnErrorCodes(Faultless):
    """MSG-7: Has an error code of its own for a command without a name."""

    def refuse(self, id, code, sentence):
        super().refuse(id, 6 if code == BAD_REQUEST else code, sentence)


class NoReason(Faultless):
    """MSG-8: Refuses without a message."""

    def refuse(self, id, code, sentence):
        super().refuse(id, code, "")


class OneRequestAtATime(Faultless):
    """MSG-9, RUN-16: Takes long to prepare a command that sleeps, and answers nothing meanwhile."""

    def accept(self, id, command, action):
        if command.name == "sleep":
            time.sleep(min(20, float(command.arguments[0])))
        super().accept(id, command, action)


class PickyHello(Faultless):
    """HELLO-1: Refuses versions other than 0.1.0."""

    def hello(self, id, version):
        if version == "0.1.0":
            super().hello(id, version)
        else:
            self.refuse(id, BAD_REQUEST, f"version {version} is not supported")


class TwoNumbers(Faultless):
    """HELLO-2: Has a version of two numbers."""

    def version(self):
        return "1.0"


class HelloOnce(Faultless):
    """HELLO-3: Does not answer a second hello."""

    greeted = False

    def hello(self, id, version):
        if not self.greeted:
            self.greeted = True
            super().hello(id, version)


class AnswersWithoutTheLock(Faultless):
    """FRAME-3: Writes answers without the lock under which it writes events."""

    def respond(self, id, member):
        self.write_all(self.frame(field(2, id) + member))
