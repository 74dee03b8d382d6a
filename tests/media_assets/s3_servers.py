"""
Real S3 servers for the tests, each started on this machine with nothing in it.

SeaweedFS comes with the tests' packages and is the one they run on. ``TEST_S3_SERVER`` names the binary of another:
``weed``, ``versitygw`` (Versity S3 Gateway) or ``minio``.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

KEYS = {"access_key": "rotativa", "secret_key": "solo-para-pruebas", "region_name": "us-east-1"}


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Server:
    """One S3 server, which may be killed and started again with what it kept."""

    #: What it is told beside the environment of the tests.
    environment = {}

    def __init__(self, binary, folder):
        self.folder = folder
        self.address = f"127.0.0.1:{free_port()}"
        self.endpoint = f"http://{self.address}"
        self.command = [binary, *self.arguments()]

    def arguments(self) -> list[str]:
        raise NotImplementedError

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=self.folder, env=os.environ | self.environment
            )

    def stop(self):
        self.process.kill()
        self.process.wait()


class SeaweedFS(Server):
    def arguments(self):
        identity = {
            "name": "rotativa",
            "credentials": [{"accessKey": KEYS["access_key"], "secretKey": KEYS["secret_key"]}],
            "actions": ["Admin", "Read", "List", "Tagging", "Write"],
        }
        (self.folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
        ports = {f"{name}.port": free_port() for name in ("master", "volume", "filer")}
        ports["s3.port"] = int(self.address.rpartition(":")[2])
        ports |= {f"{name}.grpc": free_port() for name in ports}
        return [
            "server", f"-dir={self.folder}", "-ip=127.0.0.1", "-s3", f"-s3.config={self.folder / 's3.json'}",
            "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.volumeSizeLimitMB=64", "-volume.max=20",
            # A house of one elects itself: waiting ten seconds for other voters would be most of a restart.
            "-master.electionTimeout=1s", "-master.heartbeatInterval=200ms",
            *(f"-{name}={port}" for name, port in ports.items()),
        ]  # fmt: skip


class VersityGateway(Server):
    def arguments(self):
        data = self.folder / "data"
        data.mkdir()
        return [
            "--access", KEYS["access_key"], "--secret", KEYS["secret_key"], "--region", KEYS["region_name"],
            "--port", self.address, "posix", str(data),
        ]  # fmt: skip


class MinIO(Server):
    environment = {
        "MINIO_ROOT_USER": KEYS["access_key"],
        "MINIO_ROOT_PASSWORD": KEYS["secret_key"],
        "MINIO_BROWSER": "off",
        "MINIO_UPDATE": "off",
    }

    def arguments(self):
        return ["server", "--address", self.address, str(self.folder / "data")]


KINDS = {"weed": SeaweedFS, "versitygw": VersityGateway, "minio": MinIO}


def server_in(folder) -> Server | None:
    """The server that was asked for, or SeaweedFS; None where its binary is nowhere. ValueError names another kind."""
    binary = os.environ.get("TEST_S3_SERVER") or _weed()
    if not binary:
        return None
    name = Path(binary).name
    if name not in KINDS:
        raise ValueError(f"TEST_S3_SERVER is {name}; it may be one of {', '.join(KINDS)}")
    return KINDS[name](binary, folder)


def _weed():
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")
