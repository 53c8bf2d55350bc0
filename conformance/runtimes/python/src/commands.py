"""What this runtime sells: the commands that a requestor can run."""


def echo(command):
    """echo WORDS: prints the words."""
    command.stdout((" ".join(command.arguments) + "\n").encode())
    return 0


def fail(command):
    """fail CODE [SENTENCE]: ends with that code."""
    code, *sentence = command.arguments
    if sentence:
        command.stderr((" ".join(sentence) + "\n").encode())
    return int(code)


def sleep(command):
    """sleep SECONDS."""
    command.killed.wait(float(command.arguments[0]))
    return command.code()


def flood(command):
    """flood BYTES: prints that many bytes."""
    left = int(command.arguments[0])
    piece = b"x" * 32768
    while left > 0 and not command.killed.is_set():
        command.stdout(piece[:left])
        left -= len(piece)
    return command.code()


def count(command):
    """count N: counts N items, which the requestor pays for."""
    number = float(command.arguments[0])
    if not 0 <= number < float("inf"):
        raise ValueError(f"cannot count {command.arguments[0]} items")
    command.usage.add(number)
    return 0


def execute(command):
    """exec PROGRAM ARGUMENTS: executes a program of this machine in the workdir."""
    if not command.arguments:
        raise ValueError("exec needs a program")
    return command.execute(command.arguments)


COMMANDS = {
    "echo": echo,
    "fail": fail,
    "sleep": sleep,
    "flood": flood,
    "count": count,
    "exec": execute,
}
