"""Networks over UDP, with a node that answers ARP and ping: NET-1 to NET-9."""

import socket
import threading

from wire import decode, field, last, message

BAD_REQUEST = 2
VPN, INET = 0, 1
MAC = b"\x02\x00\x00\x00\x00\x01"


class Networks:
    def join_network(self, id, request):
        fields = decode(request)
        if not self.joins(last(fields, 3, 0)):
            self.refuse(id, BAD_REQUEST, "unknown interface")
            return
        network = decode(last(fields, 1))
        address = socket.inet_aton(last(network, 4).decode() or "0.0.0.0")
        node = self.open_socket()
        threading.Thread(target=self.serve_network, args=(node, address), daemon=True).start()
        host, port = node.getsockname()
        self.respond(id, message(30, self.endpoint(f"{host}:{port}")))

    def joins(self, interface):
        return interface in (VPN, INET)

    def open_socket(self):
        node = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        node.bind(("127.0.0.1", 0))
        return node

    def endpoint(self, address):
        return field(3, address)

    def serve_network(self, node, address):
        while True:
            frame, sender = node.recvfrom(131072)
            answer = arp(frame, address) or echo(frame, address)
            if answer:
                self.send_datagram(node, answer, sender)

    def send_datagram(self, node, frame, sender):
        node.sendto(frame, sender)


def arp(frame, address):
    """The answer to a request for this node's hardware address, or None."""
    if frame[12:14] != b"\x08\x06" or frame[20:22] != b"\x00\x01" or frame[38:42] != address:
        return None
    head = frame[6:12] + MAC + frame[12:20] + b"\x00\x02"
    return head + MAC + address + frame[22:32]


def echo(frame, address):
    """The answer to a ping, or None."""
    at = 14 + (frame[14] & 0x0F) * 4 if len(frame) > 34 else 0
    is_ping = at and frame[12:14] == b"\x08\x00" and frame[23] == 1 and frame[at] == 8
    if not is_ping or frame[30:34] != address:
        return None
    checksum = int.from_bytes(frame[at + 2 : at + 4], "big") + 0x0800
    checksum = (checksum & 0xFFFF) + (checksum >> 16)
    head = frame[6:12] + MAC + frame[12:26] + address + frame[26:30] + frame[34:at]
    return head + b"\x00" + frame[at + 1 : at + 2] + checksum.to_bytes(2, "big") + frame[at + 4 :]
