"""What stands beside the runtime and behind it."""

import base64
import hashlib
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time

USER = ("alice", "wonderland")
CREDENTIALS = "Basic " + base64.b64encode(":".join(USER).encode()).decode()
GIB = 1 << 30
BLOCK = 1 << 20


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid):
    return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def await_port(port):
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


class Nginx:
    """A proxy that asks for a password, and a service behind it: the proxy's own server, or another one's URL."""

    CONFIGURATION = """
daemon off;
pid {directory}/pid;
error_log {directory}/error.log;
worker_processes {workers};
events {{ worker_connections 4096; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  client_max_body_size 0;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
  sendfile on;
  tcp_nopush on;
  {server}
}}
"""
    UPSTREAM = """
  server {{
    listen 127.0.0.1:{port};
    location /hello {{ return 200 "Hello, world!\\n"; }}
    location /gib {{ root {directory}; }}
  }}
"""
    PROXY = """
  upstream service {{ server {address}; keepalive 64; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{port};
    location /acme/ {{
      auth_basic "Service access";
      auth_basic_user_file {directory}/users;
      proxy_pass http://service/;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header Authorization "";
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_max_temp_file_size 0;
      proxy_request_buffering off;
    }}
  }}
"""

    def __init__(self, directory, upstream=None):
        self.directory = directory
        self.processes = []
        self.given = upstream

    def _start(self, name, server, workers):
        directory = self.directory / name
        directory.mkdir(parents=True)
        # its worker processes may run as another user
        for parent in (directory, *directory.parents[:2]):
            parent.chmod(0o755)
        if name == "service":
            self.gib = directory / "gib"
            with open(self.gib, "wb") as file:
                file.truncate(GIB)
        else:
            hashed = base64.b64encode(hashlib.sha1(USER[1].encode()).digest()).decode()
            (directory / "users").write_text(USER[0] + ":{SHA}" + hashed + "\n")
        port = free_port()
        text = self.CONFIGURATION.format(
            directory=directory, workers=workers, server=server(directory, port)
        )
        (directory / "nginx.conf").write_text(text)
        command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", directory / "nginx.conf", "-p", directory]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        await_port(port)
        return process, f"http://127.0.0.1:{port}"

    def __enter__(self):
        self.upstream = self.given
        if self.given is None:
            _, self.upstream = self._start(
                "service", lambda directory, port: self.UPSTREAM.format(port=port, directory=directory), 1
            )
        address = self.upstream.removeprefix("http://")
        process, url = self._start(
            "proxy",
            lambda directory, port: self.PROXY.format(port=port, directory=directory, address=address),
            os.cpu_count(),
        )
        self.pid = process.pid
        self.url = url + "/acme"
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
            process.wait()


class Sink:
    """A service that reads bodies as fast as it can."""

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def _accept(self):
        try:
            while True:
                client, _ = self.socket.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()
        except OSError:
            pass  # closed

    @staticmethod
    def _serve(client):
        buffer = bytearray(BLOCK)
        view = memoryview(buffer)
        with client:
            while True:
                head = b""
                while b"\r\n\r\n" not in head:
                    part = client.recv(65536)
                    if not part:
                        return
                    head += part
                head, _, body = head.partition(b"\r\n\r\n")
                rest = -len(body)
                for line in head.lower().split(b"\r\n"):
                    if line.startswith(b"content-length:"):
                        rest += int(line.partition(b":")[2])
                while rest > 0:
                    rest -= client.recv_into(view)
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def __exit__(self, *_):
        self.socket.close()
