"""A supervisor's side of a runtime's session, for scripts: deploys, says hello, runs commands."""

import json
import os
import pathlib
import subprocess
import tempfile
import time
import zipfile

def package(directory, name, modules):
    """A package of modules, by their entry points, with the volume /work."""
    manifest = {
        "id": name,
        "name": name,
        "entry-points": [{"id": each, "wasm-path": f"{each}.wasm"} for each in modules],
        "mount-points": [{"rw": "/work"}],
    }
    file = pathlib.Path(directory, f"{name}.zip")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for each, module in modules.items():
            archive.writestr(f"{each}.wasm", module)
    return file


def phase(*line):
    """Calls a phase; how long it took, in milliseconds."""
    before = time.perf_counter()
    done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True)
    took = (time.perf_counter() - before) * 1e3
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, line))}: {done.stderr.decode()}")
    return took


def proportional_set_size(pid):
    """The memory of a process and its share of what it shares, in KiB."""
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise SystemExit("the system does not say how much memory a process has")


def varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def field(number, content):
    """A field of protobuf: an int as a varint, anything else with its length."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def fields(message):
    """The fields of a message, each with its number; fixed-size ones are skipped."""
    at = 0

    def read():
        nonlocal at
        number = shift = 0
        while True:
            byte = message[at]
            at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    while at < len(message):
        key = read()
        kind = key & 7
        if kind == 0:
            yield key >> 3, read()
        elif kind == 2:
            size = read()
            yield key >> 3, message[at : at + size]
            at += size
        else:
            at += 8 if kind == 1 else 4


class Ended:
    """A command that has ended; what it has printed is kept only if that was asked for."""

    def __init__(self):
        self.code = 0
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.printed = 0
        self.seconds = 0.0


class Session:
    """A started runtime, in a workdir of its own."""

    def __init__(self, program, task_package=None, *options):
        self.temp = tempfile.TemporaryDirectory()
        self.workdir = self.temp.name
        common = [program, "--workdir", self.workdir]
        if task_package:
            common += ["--task-package", task_package]
        common += options
        done = subprocess.run([*common, "deploy"], stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode != 0:
            raise SystemExit(f"{program} deploy: {done.stderr.decode()}")
        self.volumes = {each["path"]: each["name"] for each in json.loads(done.stdout.splitlines()[0])["vols"]}
        self.request = 1
        before = time.perf_counter()
        self.process = subprocess.Popen(
            [*common, "start"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self.workdir)
        self.send(2, field(1, b"0.1.0"))
        while 4 not in dict(fields(self.receive())):
            pass
        self.hello_seconds = time.perf_counter() - before

    @property
    def pid(self):
        return self.process.pid

    def volume(self, path):
        return pathlib.Path(self.workdir, self.volumes[path])

    def send(self, kind, content):
        self.request += 1
        message = field(1, self.request) + field(kind, content)
        os.write(self.process.stdin.fileno(), varint(len(message)) + message)

    def receive(self):
        stream = self.process.stdout
        size = shift = 0
        while True:
            byte = stream.read(1)
            if not byte:
                raise SystemExit("the runtime has ended")
            size |= (byte[0] & 0x7F) << shift
            shift += 7
            if byte[0] < 0x80:
                return stream.read(size)

    def run(self, *words, keep=False):
        """Runs a command to its end."""
        ended = Ended()
        before = time.perf_counter()
        self.request_run(words)
        while True:
            message = dict(fields(self.receive()))
            if 3 in message:
                raise SystemExit(f"{words[0]}: {dict(fields(message[3])).get(2, b'').decode()}")
            if 20 not in message:
                continue
            status = dict(fields(message[20]))
            ended.printed += len(status.get(4, b""))
            if keep:
                ended.stdout += status.get(4, b"")
                ended.stderr += status.get(5, b"")
            if not status.get(2):
                ended.seconds = time.perf_counter() - before
                ended.code = status.get(3, 0)
                return ended

    def request_run(self, words):
        program = str(words[0])
        arguments = [program.split("/")[-1], *words[1:]]
        encoded = b"".join(field(2, str(word).encode()) for word in arguments)
        self.send(10, field(1, program.encode()) + encoded)

    def start_all(self, count, *words):
        """Starts commands that go on, and waits until each has printed something."""
        for _ in range(count):
            self.request_run(words)
        printed = set()
        while len(printed) < count:
            message = dict(fields(self.receive()))
            if 3 in message:
                raise SystemExit(dict(fields(message[3])).get(2, b"").decode())
            status = dict(fields(message.get(20, b"")))
            if status.get(4):
                printed.add(status[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.temp.cleanup()
