"""Commands and what they print: RUN, OUT and KILL."""

import os
import select
import signal
import subprocess
import threading

PIECE = 32 * 1024


class Command:
    """The state of one, from its request to its end."""

    def __init__(self, pid, name, arguments, directory):
        self.pid = pid
        self.name = name
        self.arguments = arguments
        self.directory = directory
        self.killed = threading.Event()
        self.ended = threading.Event()
        self.is_over = False
        self.signal = None
        self.program = None
        self.lock = threading.Lock()  # guards the two above

    def code(self):
        """Of a command that has no program: KILL-2."""
        return 128 + self.signal if self.signal else 0


class Commands:
    def commands(self):
        return {
            "echo": self.run_echo,
            "words": self.run_words,
            "fail": self.run_fail,
            "sleep": self.run_sleep,
            "flood": self.run_flood,
            "count": self.run_count,
            "state": self.run_state,
            "exec": self.run_exec,
        }

    def run_echo(self, command):
        """echo WORDS"""
        self.stdout(command, (" ".join(command.arguments) + "\n").encode())
        return 0

    def run_words(self, command):
        """words WORDS: each in angle brackets, on a line of its own"""
        lines = "".join(f"<{word}>\n" for word in command.arguments)
        self.stdout(command, lines.encode())
        return 0

    def run_fail(self, command):
        """fail CODE [SENTENCE]"""
        code, *sentence = command.arguments
        if sentence:
            self.stderr(command, (" ".join(sentence) + "\n").encode())
        return int(code)

    def run_sleep(self, command):
        """sleep SECONDS"""
        command.killed.wait(float(command.arguments[0]))
        return command.code()

    def run_flood(self, command):
        """flood BYTES"""
        left = int(command.arguments[0])
        lines = b"".join(b"%015d\n" % number for number in range(min(left // 16 + 1, 65536)))
        while left > 0 and command.signal is None:
            self.stdout(command, lines[:left])
            left -= len(lines)
        return command.code()

    def run_count(self, command):
        """count N"""
        self.count(float(command.arguments[0]))
        return 0

    def run_state(self, command):
        """state NAME JSON"""
        self.send_state(command.arguments[0], command.arguments[1])
        return 0

    def run_exec(self, command):
        """exec PROGRAM ARGUMENTS, in the workdir"""
        try:
            program = self.start_program(command)
        except OSError as error:
            self.stderr(command, f"{error}\n".encode())
            return 127
        if program is None:
            return command.code()
        forwarders = [
            threading.Thread(target=self.forward, args=(command, program.stdout, self.stdout)),
            threading.Thread(target=self.forward, args=(command, program.stderr, self.stderr)),
        ]
        for forwarder in forwarders:
            forwarder.start()
        code = self.wait_for_program(command)
        for forwarder in forwarders:
            forwarder.join()
        return self.exit_code(code)

    def start_program(self, command):
        """The program, or None if the command has been killed before."""
        with command.lock:
            if not command.killed.is_set():
                command.program = self.spawn(self.protected(command.arguments), command.directory)
            return command.program

    def spawn(self, line, directory, **others):
        """In a group of its own, so that a signal reaches all that it starts: KILL-3."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE}
        streams |= {"stderr": subprocess.PIPE, "start_new_session": True}
        return subprocess.Popen(line, cwd=directory, **(streams | others))

    def protected(self, line):
        """The program ends when this runtime is killed: END-5."""
        return ["setpriv", "--pdeathsig", "KILL", "--", *line]

    def wait_for_program(self, command):
        # As long as nobody has waited for the program, nobody else can have its pid.
        os.waitid(os.P_PID, command.program.pid, os.WEXITED | os.WNOWAIT)
        with command.lock:
            self.end_children(command)
            code = command.program.wait()
            command.program = None
        return code

    def end_children(self, command):
        """What the program has left behind: STOP-3."""
        self.signal_program(command, signal.SIGKILL)

    def exit_code(self, code):
        return code if code >= 0 else 128 - code

    def kill(self, command, number):
        with command.lock:
            command.signal = number
            command.killed.set()
            if command.program is not None:
                self.signal_program(command, number)

    def signal_program(self, command, number):
        try:
            os.killpg(command.program.pid, number)
        except ProcessLookupError:
            pass  # it has just ended

    def forward(self, command, pipe, sink):
        """In pieces that end with a character, and hold more than a byte if more comes soon: OUT-6, OUT-7."""
        rest = b""
        with pipe:
            while data := self.read_piece(pipe):
                data = rest + data
                end = self.end_of_characters(data)
                rest = data[end:]
                if end:
                    sink(command, data[:end])
        if rest:
            sink(command, rest)

    def read_piece(self, pipe):
        data = os.read(pipe.fileno(), PIECE)
        while data and data[-1:] != b"\n" and len(data) < PIECE:
            if not select.select([pipe], [], [], 0.01)[0]:
                break
            more = os.read(pipe.fileno(), PIECE - len(data))
            if not more:
                break
            data += more
        return data

    def end_of_characters(self, data):
        """How many bytes there are before a character of UTF-8 that is not complete."""
        for back in range(1, min(4, len(data) + 1)):
            byte = data[-back]
            if byte >= 0xC0:
                length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
                return len(data) - back if length > back else len(data)
            if byte < 0x80:
                break
        return len(data)

    def stdout(self, command, data):
        self.print_pieces(command, data, "stdout")

    def stderr(self, command, data):
        self.print_pieces(command, data, "stderr")

    def print_pieces(self, command, data, stream):
        while data:
            end = self.end_of_characters(data[:PIECE]) or PIECE
            self.print_piece(command, data[:end], stream)
            data = data[end:]

    def print_piece(self, command, data, stream):
        self.status(command.pid, True, **{stream: data})
