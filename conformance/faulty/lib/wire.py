"""As much of protobuf as the messages of golem-runtime.proto need."""

import struct


def varint(number):
    number &= 2**64 - 1  # a negative int32 takes ten bytes
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def field(number, value):
    """A field with a number, a string or bytes; one with its default is not written."""
    if not value:
        return b""
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return message(number, value.encode() if isinstance(value, str) else value)


def message(number, *fields):
    """A field with a message, which is written even if it is empty."""
    body = b"".join(fields)
    return varint(number << 3 | 2) + varint(len(body)) + body


def decode(data):
    """The fields of a message, in order, as pairs of number and value: an int or bytes."""
    fields = []
    at = 0
    while at < len(data):
        key, at = _varint_at(data, at)
        match key & 7:
            case 0:
                value, at = _varint_at(data, at)
            case 1:
                value, at = data[at : at + 8], at + 8
            case 2:
                size, at = _varint_at(data, at)
                value, at = data[at : at + size], at + size
            case 5:
                value, at = data[at : at + 4], at + 4
            case kind:
                raise ValueError(f"a field of kind {kind}")
        if at > len(data) or key >> 3 == 0:
            raise ValueError("not a message")
        fields.append((key >> 3, value))
    return fields


def _varint_at(data, at):
    number = 0
    for position in range(10):
        if at == len(data):
            break
        number |= (data[at] & 0x7F) << (7 * position)
        at += 1
        if data[at - 1] < 0x80:
            return number & (2**64 - 1), at
    raise ValueError("a number that does not end")


def last(fields, number, default=b""):
    """The value that counts, of a field that is not repeated."""
    return next((value for key, value in reversed(fields) if key == number), default)


def signed(number):
    """An int32, which is 64 bits wide on the wire."""
    number &= 2**32 - 1
    return number - 2**32 if number >= 2**31 else number
