"""The usage counter of an activity: what the requestor pays for."""

import json
import math
import os
import threading
import time

from golem_runtime_pb2 import Response
from log import log

INTERVAL = 0.25  # USAGE-9
TICK = 1.1  # USAGE-7


class Usage:
    """A total that only grows, across all processes of the activity."""

    def __init__(self, workdir, name, send):
        self._file = os.path.join(workdir, "usage.json")
        self._name = name
        self._send = send
        self._lock = threading.Lock()
        self._total = self._saved()  # USAGE-6
        self._sent = self._total
        self._sent_at = 0.0
        self._changed_at = None

    def add(self, amount):
        with self._lock:
            if not math.isfinite(self._total + amount):  # USAGE-4
                raise ValueError(f"{amount} is too much to add")
            self._total += amount
            self._changed_at = time.monotonic()
            if self._changed_at - self._sent_at >= INTERVAL:
                self._send_total()

    def send_newest(self):
        """USAGE-5, USAGE-8."""
        with self._lock:
            if self._total != self._sent:
                self._send_total()

    def _send_total(self):
        """Under the lock, so that no smaller value can follow. USAGE-2, USAGE-3."""
        counter = Response.RuntimeStatus.Counter(name=self._name, value=self._total)
        self._send(Response(event=True, rt_status=Response.RuntimeStatus(counter=counter)))
        self._sent = self._total
        self._sent_at = time.monotonic()
        self._save()

    def wait_for_report(self, deadline):
        """Waits until the supervisor has looked once more, unless a tool says that nobody is billed."""
        if self._changed_at is None or os.environ.get("GOLEM_RUNTIME_TICK_WAIT") == "off":
            return
        until = min(self._changed_at + TICK, deadline)
        time.sleep(max(0.0, until - time.monotonic()))

    def _saved(self):
        try:
            with open(self._file, encoding="utf-8") as file:
                total = float(json.load(file)["total"])
                return total if math.isfinite(total) and total >= 0 else 0.0
        except FileNotFoundError:
            return 0.0
        except (OSError, ValueError, KeyError, TypeError):
            return 0.0  # a requestor's program may have damaged it; the activity goes on

    def _save(self):
        """Whole or not at all."""
        new = self._file + ".new"
        try:
            with open(new, "w", encoding="utf-8") as file:
                json.dump({"total": self._total}, file)
            os.replace(new, self._file)
        except OSError as error:
            # The command goes on: only a redeploy would count too little.
            log(f"cannot save the usage: {error}")
