"""The phases that are processes of their own: TEST, OFFER and DEPLOY."""

import json
import os

from command_line import Failure

VOLUME = {"name": "data", "path": "/golem/data"}
KINDS = {"host", "ram", "storage"}


class Phases:
    mode = "server"

    def test(self, options):
        """Whatever this needs was there when Python started."""

    def offer(self, options):
        print(self.offer_json(self.properties(), self.constraints()))

    def properties(self):
        return {
            "golem.runtime.faulty.languages": ["python"],
            "golem.runtime.capabilities": self.capabilities(),
        }

    def capabilities(self):
        return ["vpn", "inet"]

    def constraints(self):
        return ""

    def offer_json(self, properties, constraints):
        return json.dumps({"properties": properties, "constraints": constraints})

    def deploy(self, options, words):
        volumes = [VOLUME, *self.override(self.wanted_volumes(options))]
        for volume in volumes:
            self.create_volume(os.path.join(self.workdir, volume["name"]))
        print(self.deploy_json(self.start_mode(), volumes))

    def wanted_volumes(self, options):
        """The requestor's volumes: path → kind."""
        try:
            wanted = json.loads(options.get("--volume-override") or "{}")
        except ValueError as error:
            raise Failure(f"--volume-override is not JSON: {error}") from error
        if not isinstance(wanted, dict):
            raise Failure("--volume-override is not a JSON object")
        for path, kind in wanted.items():
            if not isinstance(kind, dict) or not KINDS & kind.keys():
                raise Failure(f"volume {path}: expected one of {', '.join(sorted(KINDS))}")
        return wanted

    def override(self, wanted):
        """A directory's name is our own, whatever characters the requestor's path has: DEPLOY-9."""
        paths = [path for path in wanted if path != VOLUME["path"]]
        return [
            {"name": f"volume-{number}", "path": path} for number, path in enumerate(paths, 1)
        ]

    def create_volume(self, directory):
        os.makedirs(directory, exist_ok=True)

    def start_mode(self):
        return "blocking"

    def deploy_json(self, start_mode, volumes):
        return json.dumps({"startMode": start_mode, "valid": {"Ok": ""}, "vols": volumes})
