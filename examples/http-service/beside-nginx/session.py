"""Calls a runtime as a supervisor does: see docs/protocol in the root of the repository."""

import json
import os
import queue
import subprocess
import threading
import time

import services

HELLO, RUN, SHUTDOWN = 2, 10, 12
RESPONSE_ID, RESPONSE_ERROR, STATUS = 2, 3, 20
LENGTH_DELIMITED = 2


def varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def field(number, value):
    """A field of a message: a number, or bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | LENGTH_DELIMITED) + varint(len(value)) + value


def fields(message):
    """The last value of each field; those that are neither numbers nor bytes are left out."""
    found = {}
    position = 0

    def number():
        nonlocal position
        value = shift = 0
        while True:
            byte = message[position]
            position += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while position < len(message):
        key = number()
        match key & 7:
            case 0:
                found[key >> 3] = number()
            case 1:
                position += 8
            case 2:
                length = number()
                found[key >> 3] = message[position : position + length]
                position += length
    return found


class Runtime:
    """An activity of the service acme, in front of a server; without a server, of a runtime without arguments."""

    def __init__(self, executable, directory, upstream):
        self.workdir = directory / "work"
        self.workdir.mkdir(parents=True)
        self.command = [str(executable), "--workdir", str(self.workdir)]
        self.environment = dict(os.environ)
        if upstream:
            port = services.free_port()
            self.url = f"http://127.0.0.1:{port}/acme"
            service = {"name": "acme", "serverName": ["localhost"], "bindHttp": f"127.0.0.1:{port}", "from": "/acme", "to": upstream}
            (directory / "acme.json").write_text(json.dumps(service))
            self.command += ["--services", str(directory), "acme"]
        self.last = 1
        self.pid = None

    def _call(self, *phase):
        subprocess.run([*self.command, *phase], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def deploy(self):
        self._call("deploy", "--")

    def start(self):
        self.process = subprocess.Popen([*self.command, "start"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.pid = self.process.pid
        self.responses = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(self.process.stdout, self.responses), daemon=True).start()
        self._request(HELLO, field(1, b"0.1.0"))

    def _request(self, kind, content):
        self.last += 1
        message = field(1, self.last) + field(kind, content)
        self.process.stdin.write(varint(len(message)) + message)
        self.process.stdin.flush()
        while True:
            response = self._response()
            if response.get(RESPONSE_ID) == self.last:
                if RESPONSE_ERROR in response:
                    raise RuntimeError(response[RESPONSE_ERROR].decode(errors="replace"))
                return response[kind + 2 if kind == HELLO else kind]

    def _response(self):
        response = self.responses.get(timeout=60)
        if response is None:
            raise EOFError("the runtime has ended")
        return response

    @staticmethod
    def _read(stdout, responses):
        """Reads all the time: the runtime also reports its counter."""
        length = shift = 0
        while byte := stdout.read(1):
            length |= (byte[0] & 0x7F) << shift
            shift += 7
            if byte[0] < 0x80:
                responses.put(fields(stdout.read(length)))
                length = shift = 0
        responses.put(None)

    def run(self, *words):
        """What a command prints; it must succeed."""
        content = field(1, words[0].encode()) + b"".join(field(2, word.encode()) for word in words)
        pid = fields(self._request(RUN, content))[1]
        printed = b""
        while True:
            response = self._response()
            status = fields(response[STATUS]) if STATUS in response else {}
            if status.get(1) == pid:
                printed += status.get(4, b"")
                if not status.get(2):
                    if status.get(3):
                        raise RuntimeError(f"{words} ended with {status[3]}")
                    return printed.decode()

    def stop(self):
        self._request(SHUTDOWN, b"")
        self.process.stdin.close()
        self.process.wait()

    def __enter__(self):
        self.deploy()
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def hello_millis(self):
        begun = time.monotonic()
        self.start()
        took = time.monotonic() - begun
        self.stop()
        return round(1000 * took, 1)

    def offer_millis(self):
        begun = time.monotonic()
        self._call("offer-template")
        return round(1000 * (time.monotonic() - begun), 1)
