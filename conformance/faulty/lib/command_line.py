"""The command line: CLI-1 to CLI-15."""

import os
import sys

VERSION = "1.0.0"
PHASES = ("test", "offer-template", "deploy", "start", "run")
WITHOUT_VALUE = ("--help", "-h", "--version", "-V")
OPTIONS = (
    "--workdir",
    "--task-package",
    "--cpu-cores",
    "--mem-gib",
    "--storage-gib",
    "--volume-override",
    "--hostname",
    "--vpn-endpoint",
    "--inet-endpoint",
)


class Failure(Exception):
    """A phase that ends with an exit code and a sentence."""

    def __init__(self, sentence, code=1):
        super().__init__(sentence)
        self.code = code


class CommandLine:
    def __init__(self, name):
        self.name = name
        self.workdir = None

    @classmethod
    def requirement(cls):
        """The one that a fault breaks: the first word of its documentation."""
        return cls.__doc__.partition(":")[0]

    @classmethod
    def sentence(cls):
        return " ".join(cls.__doc__.partition(":")[2].split())

    def main(self, arguments):
        try:
            options, phase, words = self.split(arguments)
            if "--help" in options or "-h" in options:
                print(f"usage: {self.name} [OPTIONS] PHASE [WORDS]; phases: {', '.join(PHASES)}")
            elif "--version" in options or "-V" in options:
                self.print_version()
            elif phase is None:
                raise Failure(f"no phase: expected one of {', '.join(PHASES)}", 2)
            else:
                return self.call(phase, options, words)
            return 0
        except Failure as failure:
            self.log(failure)
            return failure.code

    def split(self, arguments):
        """The options before the phase, the phase, and the requestor's words."""
        options = {}
        words = iter(arguments)
        for word in words:
            if not word.startswith("-"):
                return options, word, list(words)
            name, equals, value = word.partition("=")
            if name in WITHOUT_VALUE:
                options[name] = ""
                continue
            options[name] = value if equals else next(words, "")
            if name not in OPTIONS:
                self.unknown_option(name)
        return options, None, []

    def unknown_option(self, name):
        self.log(f"ignoring the unknown option {name}")

    def print_version(self):
        print(self.name, VERSION)

    def call(self, phase, options, words):
        match phase:
            case "test":
                self.test(options)
            case "offer-template":
                self.offer(options)
            case "deploy":
                self.take_workdir(options)
                self.deploy(options, words)
            case "start":
                self.take_workdir(options)
                return self.start(options, words)
            case "run":
                self.take_workdir(options)
                return self.run(words)
            case _:
                return self.unknown_phase(phase)
        return 0

    def unknown_phase(self, phase):
        raise Failure(f"unknown phase {phase}: expected one of {', '.join(PHASES)}", 2)

    def take_workdir(self, options):
        directory = options.get("--workdir")
        if not directory:
            raise Failure("--workdir is missing", 2)
        if not os.path.isdir(directory):
            raise Failure(f"--workdir {directory} is not a directory", 2)
        self.workdir = os.path.abspath(directory)

    def log(self, sentence):
        print(f"{self.name}: {sentence}", file=sys.stderr, flush=True)
