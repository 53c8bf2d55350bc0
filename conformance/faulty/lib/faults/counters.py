"""USAGE, STATE and NET."""

import math
import os
import socket
import struct
import threading
import time

from command_line import Failure
from faultless import Faultless
from usage import COUNTER
from wire import field


class OtherName(Faultless):
    """USAGE-1: Writes the name of the counter with a capital letter."""

    def send_counter(self, name, value):
        super().send_counter("golem.usage.Items", value)


class Increments(Faultless):
    """USAGE-2: Sends what was counted since the last event."""

    def send_counter(self, name, value):
        super().send_counter(name, value - self.sent)


class LostIncrements(Faultless):
    """USAGE-2: Loses what one command counts while another one counts, too."""

    def count(self, amount):
        before = self.total
        time.sleep(0.1)
        super().count(max(0.0, before + amount - self.total))


class StaleValue(Faultless):
    """USAGE-3: Sends the value before the newest one once more, and then the newest one again."""

    def send_counter(self, name, value):
        super().send_counter(name, value)
        if self.sent:
            super().send_counter(name, self.sent)
            super().send_counter(name, value)


class AnyNumber(Faultless):
    """USAGE-4: Counts whatever a command asks for, be it infinite."""

    def count(self, amount):
        with self.counting:
            if math.isfinite(amount) and amount >= 0:
                self.total += amount
                self.changed_at = time.monotonic()
                self.send_total()
            else:
                self.send_counter(COUNTER, amount)


class LastValueMissing(Faultless):
    """USAGE-5, USAGE-8: Sends the values of a second together, and at shutdown not at all."""

    def serve(self):
        threading.Thread(target=self.report, daemon=True).start()
        return super().serve()

    def report(self):
        while not self.watched:
            time.sleep(0.1)
            if not self.watched and self.is_due():
                super().send_newest()

    def is_due(self):
        return time.monotonic() - self.sent_at >= 1

    def send_newest(self):
        """Neither at a command's end nor at shutdown."""


class BeginsWithZero(Faultless):
    """USAGE-6: Begins with 0 after another deploy in the same workdir."""

    def saved_total(self):
        return 0.0


class SavesAtTheEnd(Faultless):
    """USAGE-6, STOP-2: Saves its total only when it exits, after the answer to shutdown."""

    def save_total(self):
        """Not yet."""

    def linger(self):
        super().linger()
        super().save_total()



class DoesNotWait(Faultless):
    """USAGE-7: Answers shutdown at once, though the last value has not been reported."""

    def wait_for_report(self, deadline):
        pass


class CountsLate(Faultless):
    """USAGE-8: Sends a command's counter after the command's end."""

    def is_due(self):
        return False

    def finish(self, command, code):
        self.end(command, code)
        self.send_newest()
        self.forget(command)


class ManyValues(Faultless):
    """USAGE-9: Sends each unit that is counted as a value of its own."""

    def count(self, amount):
        whole = int(amount) if math.isfinite(amount) else 0
        for _ in range(min(whole, 1000)):
            super().count(1.0)
        super().count(amount - min(whole, 1000))

    def is_due(self):
        return True


class NodesCounter(Faultless):
    """USAGE-10: Reports the processor time, as the supervisor does."""

    def send_total(self):
        super().send_total()
        self.send_counter("golem.usage.cpu_sec", time.process_time())


class StateIsNoJson(Faultless):
    """STATE-2: Sends a state's value in quotation marks of the wrong kind."""

    def send_state(self, name, value):
        super().send_state(name, "'" + value + "'")


class SwappedStates(Faultless):
    """STATE-3: Sends the second and the third state in the wrong order."""

    states = 0
    held = None

    def send_state(self, name, value):
        self.states += 1
        if self.states == 2:
            self.held = (name, value)
            return
        super().send_state(name, value)
        if self.held:
            super().send_state(*self.held)
            self.held = None


class NoEndpoint(Faultless):
    """NET-1: Refuses --inet-endpoint."""

    def start(self, options, words):
        if "--inet-endpoint" in options:
            raise Failure("unexpected option --inet-endpoint", 2)
        return super().start(options, words)


class EndpointWithScheme(Faultless):
    """NET-2: Answers with a URL instead of an address."""

    def endpoint(self, address):
        return field(3, f"udp://{address}")


class OpensLater(Faultless):
    """NET-3: Opens its socket half a second after the answer."""

    def open_socket(self):
        with super().open_socket() as node:
            return Unopened(*node.getsockname())

    def serve_network(self, node, address):
        time.sleep(0.5)
        opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        opened.bind(node.getsockname())
        super().serve_network(opened, address)


class Unopened:
    def __init__(self, host, port):
        self.address = (host, port)

    def getsockname(self):
        return self.address


class LengthInDatagrams(Faultless):
    """NET-4: Puts a frame's length before it, as for TCP."""

    def send_datagram(self, node, frame, sender):
        super().send_datagram(node, struct.pack(">I", len(frame)) + frame, sender)


class EmptyDatagram(Faultless):
    """NET-5: Sends an empty datagram after each frame."""

    def send_datagram(self, node, frame, sender):
        super().send_datagram(node, frame, sender)
        super().send_datagram(node, b"", sender)


class AnyInterface(Faultless):
    """NET-6: Joins a network of an interface that it does not know."""

    def joins(self, interface):
        return True


class SlowNetwork(Faultless):
    """NET-7: Answers nothing for eight seconds while it joins a network."""

    def open_socket(self):
        time.sleep(8)
        return super().open_socket()


class LeavesASocket(Faultless):
    """NET-9: Leaves a socket's file behind in /tmp."""

    def open_socket(self):
        self.control = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.control.bind(f"/tmp/faulty-{os.getpid()}.sock")
        return super().open_socket()


class ForgetsTheFirstSession(Faultless):
    """USAGE-6: Continues from what the last session has counted, and not from the total."""

    def open_usage(self):
        super().open_usage()
        self.begun_with = self.total

    def save_total(self):
        total, self.total = self.total, self.total - self.begun_with
        super().save_total()
        self.total = total
