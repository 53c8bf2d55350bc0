"""The usage counter, whose total continues in the activity's next process: USAGE-1 to USAGE-10."""

import math
import os
import threading
import time

from wire import field, message

COUNTER = "golem.usage.items"
INTERVAL = 0.25
TICK = 1.1


class Usage:
    def open_usage(self):
        self.counting = threading.Lock()
        self.total = self.sent = self.saved_total()
        self.sent_at = 0.0
        self.changed_at = None

    def count(self, amount):
        with self.counting:
            if not math.isfinite(self.total + amount) or amount < 0:
                raise ValueError(f"{amount} cannot be added")
            self.total += amount
            self.changed_at = time.monotonic()
            if self.is_due():
                self.send_total()

    def is_due(self):
        return time.monotonic() - self.sent_at >= INTERVAL

    def send_newest(self):
        with self.counting:
            if self.total != self.sent:
                self.send_total()

    def send_total(self):
        """Under the lock: no smaller value can follow. USAGE-3."""
        self.send_counter(COUNTER, self.total)
        self.sent = self.total
        self.sent_at = time.monotonic()
        self.save_total()

    def send_counter(self, name, value):
        self.send_event(message(21, message(2, field(1, name), field(2, value))))

    def send_state(self, name, value):
        self.send_event(message(21, message(1, field(1, name), field(2, value))))

    def wait_for_report(self, deadline):
        """Until a node has looked once more: USAGE-7."""
        if self.changed_at is not None and os.environ.get("GOLEM_RUNTIME_TICK_WAIT") != "off":
            until = min(self.changed_at + TICK, deadline)
            time.sleep(max(0.0, until - time.monotonic()))

    def saved_total(self):
        try:
            with open(self.usage_file(), encoding="utf-8") as file:
                return float(file.read())
        except (OSError, ValueError):
            return 0.0  # a new activity, or a requestor's program has damaged it

    def save_total(self):
        new = self.usage_file() + ".new"
        with open(new, "w", encoding="utf-8") as file:
            file.write(repr(self.total))
        os.replace(new, self.usage_file())

    def usage_file(self):
        return os.path.join(self.workdir, "usage")
