"""A session in server mode: START, MSG, HELLO, KILL, STOP and END."""

import os
import queue
import signal
import sys
import threading
import time

from command import Command
from command_line import VERSION
from frames import MalformedInput
from wire import decode, field, last, message, signed

HELLO, RUN, KILL, SHUTDOWN, NETWORK = 2, 10, 11, 12, 30
INTERNAL, NOT_FOUND, BAD_REQUEST = 0, 1, 2
STOP_SECONDS = 3.0


class Stop(Exception):
    """The session ends, though nobody has requested it."""

    def __init__(self, sentence, code=0):
        super().__init__(sentence)
        self.code = code


class Session:
    def start(self, options, words):
        self.take_descriptors()
        self.started_with = words
        self.inbox = queue.SimpleQueue()  # signal handlers may put into it
        self.running = {}  # pid → Command
        self.changing = threading.Lock()  # guards `running`
        self.pids = 0
        self.watched = False
        self.stopping = threading.Event()
        self.open_usage()
        self.handle_signals()
        self.log("started")
        threading.Thread(target=self.guard, daemon=True).start()
        threading.Thread(target=self.read, daemon=True).start()
        return self.serve()

    def handle_signals(self):
        """A Python handler would wait for the main thread, which a signal does not wake if it begins to wait just then."""
        told, tells = os.pipe()
        os.set_blocking(tells, False)
        signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda *_: None)
        threading.Thread(target=self.receive_signals, args=(told,), daemon=True).start()

    def receive_signals(self, told):
        while number := os.read(told, 1):
            self.end_session(Stop(f"signal {number[0]}"))

    def read(self):
        """Reads even while the output waits: OUT-9."""
        try:
            while (frame := self.read_frame()) is not None:
                try:
                    request = decode(frame)
                    self.arrive(last(request, 1, 0), *self.member(request))
                except ValueError as error:
                    raise MalformedInput(f"not a request: {error}") from error
            self.input_ended()
        except MalformedInput as error:
            self.malformed(error)

    def member(self, request):
        """The one that counts, if there are several, and its content; 0 if there is none that this knows."""
        known = [pair for pair in request if pair[0] in (HELLO, RUN, KILL, SHUTDOWN, NETWORK)]
        number, content = known[-1] if known else (0, b"")
        for key, value in decode(content):
            if number == RUN and key <= 3 or number == HELLO and key == 1:
                value.decode()  # strings are UTF-8
        return number, content

    def arrive(self, id, number, content):
        if number == SHUTDOWN:
            self.watch()
        self.inbox.put((id, number, content))

    def input_ended(self):
        self.end_session(Stop("the input ended"))

    def malformed(self, error):
        self.end_session(Stop(error, 1))

    def output_failed(self):
        self.end_session(Stop("the output cannot be written"))

    def end_session(self, stop):
        """After the requests that have arrived before, which are answered: END-1."""
        self.watch()
        self.inbox.put(stop)

    def watch(self):
        """A reader who does not read cannot keep us here: END-1."""
        self.watched = True
        self.stopping.set()

    def guard(self):
        """Waits all the time: a signal handler cannot start a thread, of whose locks it may hold one."""
        self.stopping.wait()
        time.sleep(STOP_SECONDS + 1)
        self.give_up()

    def give_up(self):
        self.kill_all(signal.SIGKILL)
        os._exit(1)

    def serve(self):
        while True:
            item = self.inbox.get()
            if isinstance(item, Stop):
                self.log(f"{item}; stopping")
                self.stop()
                return item.code
            id, number, content = item
            if number == SHUTDOWN:
                return self.shut_down(id)
            self.answer(id, number, content)

    def shut_down(self, id):
        self.stop()
        self.respond(id, message(SHUTDOWN))
        self.linger()
        return 0

    grace = 1.0

    def stop(self):
        """Ends all commands and waits for their ends: STOP-2, STOP-3, STOP-6."""
        deadline = time.monotonic() + STOP_SECONDS
        for number, seconds in ((signal.SIGTERM, self.grace), (signal.SIGKILL, 0.5)):
            patience = time.monotonic() + seconds
            for command in self.kill_all(number):
                command.ended.wait(max(0.0, patience - time.monotonic()))
        self.send_newest()
        self.wait_for_report(deadline)

    def linger(self):
        """Time to read the answer before the exit is noticed: STOP-7, STOP-8."""
        enough = time.monotonic() + 1
        while True:
            try:
                item = self.inbox.get(timeout=max(0.0, enough - time.monotonic()))
            except queue.Empty:
                return
            if isinstance(item, Stop):
                return
            self.after_shutdown(*item)

    def after_shutdown(self, id, number, content):
        self.refuse(id, BAD_REQUEST, "the runtime has stopped")

    def answer(self, id, number, content):
        match number:
            case 2:
                self.hello(id, last(decode(content), 1).decode())
            case 10:
                self.run_command(id, content)
            case 11:
                kill = decode(content)
                self.kill_command(id, last(kill, 1, 0), signed(last(kill, 2, 0)))
            case 30:
                self.join_network(id, content)
            case _:
                self.unknown_request(id)

    def hello(self, id, version):
        if self.started_with:
            self.output_of_start(" ".join(self.started_with) + "\n")
            self.started_with = []
        self.respond(id, message(4, field(1, self.version())))

    def version(self):
        return VERSION

    def output_of_start(self, output):
        self.status(0, True, stdout=output.encode())

    def unknown_request(self, id):
        self.refuse(id, BAD_REQUEST, "unknown request")

    def run_command(self, id, content):
        run = decode(content)
        name = last(run, 1).decode()
        if not name:
            self.refuse(id, BAD_REQUEST, "the command has no name")
            return
        action = self.commands().get(name.rpartition("/")[2])
        if action is None:
            self.unknown_command(id, name)
            return
        arguments = self.arguments(name, [value.decode() for key, value in run if key == 2])
        if name == "exec" and not arguments:
            self.refuse(id, BAD_REQUEST, "exec needs a program")
            return
        directory = os.path.join(self.workdir, last(run, 3).decode())
        command = Command(self.next_pid(), name, arguments, directory)
        with self.changing:
            self.running[command.pid] = command
        self.accept(id, command, action)

    def unknown_command(self, id, name):
        self.refuse(id, NOT_FOUND, f"there is no command {name!r}")

    def accept(self, id, command, action):
        """The answer comes before all events: RUN-20."""
        self.respond(id, message(RUN, field(1, command.pid)))
        threading.Thread(target=self.execute, args=(command, action), daemon=True).start()

    def arguments(self, name, args):
        return args[1:]

    def next_pid(self):
        self.pids += 1
        return self.pids

    def execute(self, command, action):
        """Whatever happens, it ends: RUN-2, RUN-11."""
        self.started(command)
        code = 1
        try:
            code = action(command)
            if not -(2**31) <= code < 2**31:
                raise ValueError(f"{code} is not an exit code")
        except Exception as error:
            code = self.crashed(command, error)
        self.finish(command, code)

    def started(self, command):
        self.status(command.pid, True)

    def crashed(self, command, error):
        self.stderr(command, f"{error}\n".encode())
        return 1

    def finish(self, command, code):
        self.send_newest()  # USAGE-8
        command.is_over = True  # what arrives from now on comes too late: KILL-1
        self.end(command, code)
        self.forget(command)

    def forget(self, command):
        command.ended.set()
        with self.changing:
            self.running.pop(command.pid, None)

    def end(self, command, code):
        self.status(command.pid, False, code)

    def kill_command(self, id, pid, number):
        if not 1 <= number < signal.NSIG:
            self.refuse(id, BAD_REQUEST, f"{number} is not a signal")
            return
        with self.changing:
            command = self.running.get(pid)
        if command is None or command.is_over:
            self.refuse(id, NOT_FOUND, f"no command {pid} is running")
            return
        self.kill(command, number)
        self.respond(id, message(KILL))

    def kill_all(self, number):
        with self.changing:
            commands = list(self.running.values())
        for command in commands:
            self.kill(command, number)
        return commands

    def refuse(self, id, code, sentence):
        self.respond(id, message(3, field(1, code), field(2, sentence)))

    def respond(self, id, member):
        self.send(field(2, id) + member)

    def status(self, pid, running, code=0, stdout=b"", stderr=b""):
        output = field(4, stdout) + field(5, stderr)
        self.send_event(message(20, field(1, pid), field(2, running), field(3, code), output))

    def send_event(self, member):
        self.send(field(1, True) + member)

    def send(self, response):
        try:
            self.write(self.frame(response))
        except OSError:
            self.output_failed()

    def log(self, sentence):
        """In a session, standard error may be discarded: START-6."""
        print(f"{self.name}: {sentence}", file=sys.stderr, flush=True)
        if self.workdir and hasattr(self, "inbox"):
            os.makedirs(os.path.join(self.workdir, "logs"), exist_ok=True)
            with open(os.path.join(self.workdir, "logs", "runtime.log"), "a") as file:
                print(sentence, file=file)
