"""CLI, TEST, OFFER and DEPLOY."""

import json
import os
import subprocess
import sys
import time

from command_line import OPTIONS, PHASES, Failure
from faultless import Faultless
from phases import VOLUME


class RelativeData(Faultless):
    """CLI-1: Opens a file of its own by a path that depends on the current directory."""

    def main(self, arguments):
        try:
            with open("check.json"):
                return super().main(arguments)
        except FileNotFoundError as error:
            self.log(error)
            return 1


class PhaseInAValue(Faultless):
    """CLI-2: Takes the first word that is the name of a phase for the phase, even if it is the value of an option."""

    def split(self, arguments):
        for at, word in enumerate(arguments):
            if word in PHASES:
                return super().split(arguments[:at])[0], word, arguments[at + 1 :]
        return super().split(arguments)


class EqualsSignOnly(Faultless):
    """CLI-3: Reads --workdir=PATH, and not --workdir PATH."""

    def split(self, arguments):
        if "--workdir" in arguments:
            raise Failure("--workdir needs a value", 2)
        return super().split(arguments)


class WholeGibibytes(Faultless):
    """CLI-5: Reads --mem-gib and --storage-gib as integers."""

    def take_workdir(self, options):
        super().take_workdir(options)
        for name in ("--mem-gib", "--storage-gib"):
            if not options.get(name, "1").isdigit():
                raise Failure(f"{name} {options[name]} is not a number", 2)


class NoImage(Faultless):
    """CLI-4: Refuses --task-package."""

    def take_workdir(self, options):
        super().take_workdir(options)
        if "--task-package" in options:
            raise Failure("unexpected option --task-package", 2)


class NoVolumeOverride(Faultless):
    """CLI-6: Does not create the volumes of --volume-override."""

    def wanted_volumes(self, options):
        return {}


class NoDashes(Faultless):
    """CLI-7: Takes the word after deploy for an argument that it does not expect."""

    def deploy(self, options, words):
        if words:
            raise Failure(f"deploy: unexpected argument {words[0]}", 2)
        super().deploy(options, words)


class HelpAnywhere(Faultless):
    """CLI-8: Prints its help if -h or --help is among the requestor's words of start."""

    def start(self, options, words):
        if {"-h", "--help"} & set(words):
            return self.main(["--help"])
        return super().start(options, words)


class NoHostname(Faultless):
    """CLI-9: Refuses --hostname."""

    def take_workdir(self, options):
        super().take_workdir(options)
        if "--hostname" in options:
            raise Failure("unexpected option --hostname", 2)


class StrictOptions(Faultless):
    """CLI-10: Refuses options that it does not know."""

    def unknown_option(self, name):
        raise Failure(f"unknown option {name}: expected one of {', '.join(OPTIONS)}", 2)


class CurrentDirectory(Faultless):
    """CLI-11: Takes the current directory if there is no --workdir."""

    def take_workdir(self, options):
        super().take_workdir({"--workdir": os.getcwd()} | options)


class UnknownPhaseSucceeds(Faultless):
    """CLI-12: Complains about an unknown phase, and exits with 0."""

    def unknown_phase(self, phase):
        self.log(f"unknown phase {phase}")
        return 0


class BareVersion(Faultless):
    """CLI-13: Prints its version without its name."""

    def print_version(self):
        print("1.0.0")


class WaitsForInput(Faultless):
    """CLI-14: Reads its standard input to the end in deploy."""

    def deploy(self, options, words):
        sys.stdin.read()
        super().deploy(options, words)


class LeavesAFile(Faultless):
    """CLI-15: Writes its offer to the current directory, too."""

    def offer(self, options):
        with open("last-offer.json", "w", encoding="utf-8") as file:
            json.dump(self.properties(), file)
        super().offer(options)


class TestFails(Faultless):
    """TEST-1: Exits with 1 though all is well."""

    def test(self, options):
        raise Failure("there is no graphics card")


class TestNeverEnds(Faultless):
    """TEST-2: Never ends."""

    def test(self, options):
        self.log("ready")
        while True:
            time.sleep(60)


class TestNeedsAWorkdir(Faultless):
    """TEST-3: Refuses to be tested without a workdir."""

    def test(self, options):
        self.take_workdir(options)


class TestLeavesAProcess(Faultless):
    """TEST-5: Leaves a process behind, which has closed its streams."""

    def test(self, options):
        nothing = subprocess.DEVNULL
        subprocess.Popen(["sleep", "30"], stdin=nothing, stdout=nothing, stderr=nothing)


class NoConstraints(Faultless):
    """OFFER-1: Leaves the key out if there are no constraints."""

    def offer_json(self, properties, constraints):
        return json.dumps({"properties": properties})


class TalkativeOffer(Faultless):
    """OFFER-2: Prints a line after the object."""

    def offer(self, options):
        super().offer(options)
        print("offer printed")


class OfferNeedsAWorkdir(Faultless):
    """OFFER-3: Refuses to print an offer without a workdir."""

    def offer(self, options):
        self.take_workdir(options)
        super().offer(options)


class NoCapabilities(Faultless):
    """OFFER-4: Lists its networks as one string instead of an array."""

    def capabilities(self):
        return ",".join(super().capabilities())


class NestedProperties(Faultless):
    """OFFER-5: Nests a property's name."""

    def properties(self):
        properties = super().properties()
        properties["golem"] = {
            "runtime": {"faulty": {"languages": properties.pop("golem.runtime.faulty.languages")}}
        }
        return properties


class IndentedOffer(Faultless):
    """OFFER-6: Prints the object on several lines."""

    def offer_json(self, properties, constraints):
        return json.dumps({"properties": properties, "constraints": constraints}, indent=2)


class EachOfferDiffers(Faultless):
    """OFFER-7: Puts the time into the offer."""

    def properties(self):
        return super().properties() | {"golem.runtime.faulty.time": time.time_ns()}


class FailureIsASuccess(Faultless):
    """DEPLOY-1: Reports a failure in the key valid, and exits with 0."""

    def deploy(self, options, words):
        try:
            super().deploy(options, words)
        except Failure as failure:
            self.log(failure)
            print(json.dumps({"startMode": "blocking", "valid": {"Err": str(failure)}}))


class StartModeInCapitals(Faultless):
    """DEPLOY-2: Writes the start mode with a capital letter."""

    def start_mode(self):
        return "Blocking"


class ValidIsTrue(Faultless):
    """DEPLOY-3: Prints true for the key valid."""

    def deploy_json(self, start_mode, volumes):
        return json.dumps({"startMode": start_mode, "valid": True, "vols": volumes})


class TalkativeDeploy(Faultless):
    """DEPLOY-4: Prints a line after the object if there is more than one volume."""

    def deploy_json(self, start_mode, volumes):
        lines = [super().deploy_json(start_mode, volumes)]
        if len(volumes) > 1:
            lines.append(f"{len(volumes)} volumes")
        return "\n".join(lines)


class UnlistedVolumes(Faultless):
    """DEPLOY-5: Creates the volumes of --volume-override without listing them."""

    def deploy_json(self, start_mode, volumes):
        return super().deploy_json(start_mode, volumes[:1])


class DeployNeverEnds(Faultless):
    """DEPLOY-6, CLI-5: Prints its answer, and does not end."""

    def deploy(self, options, words):
        super().deploy(options, words)
        sys.stdout.flush()
        while True:
            time.sleep(60)


class TalksFirst(Faultless):
    """DEPLOY-7: Prints a line before the object."""

    def deploy_json(self, start_mode, volumes):
        return f"{len(volumes)} volumes\n{super().deploy_json(start_mode, volumes)}"


class DeploysOnce(Faultless):
    """DEPLOY-8: Fails if the workdir has been used."""

    def create_volume(self, directory):
        try:
            os.makedirs(directory)
        except FileExistsError as error:
            raise Failure(f"the volume cannot be created: {error}") from error


class EscapingVolume(Faultless):
    """DEPLOY-9: Names a volume's directory after the requestor's path, even if that leads out of the workdir."""

    def override(self, wanted):
        return [{"name": path.lstrip("/"), "path": path} for path in wanted]


class SilentFailure(Faultless):
    """DEPLOY-10: Does not say why it fails."""

    def deploy(self, options, words):
        try:
            super().deploy(options, words)
        except Failure as failure:
            sys.exit(failure.code)


class OneDirectoryForTwo(Faultless):
    """DEPLOY-5: Gives volumes whose paths end with the same word the same directory."""

    def override(self, wanted):
        paths = [path for path in wanted if path != VOLUME["path"]]
        return [{"name": path.rpartition("/")[2], "path": path} for path in paths]
