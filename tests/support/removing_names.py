"""A process of its own, in which the package is tried with motos that lack a name each.

``python -m tests.support.removing_names removed NAME...`` takes each name out of moto, and prints what activate() does.
``python -m tests.support.removing_names renamed NAME...`` gives each another name in moto, as a later moto may, and
prints what clients get. A line of JSON is printed for each name; each name is tried in a fork of this process.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.machinery import PathFinder, SourceFileLoader
from typing import Any


def removed(name: str) -> None:
    """Take a name out of moto, from whichever base class has it."""
    module, _, path = name.partition(":")
    *owners, last = path.split(".")
    owner: Any = import_module(module)
    for attribute in owners:
        owner = getattr(owner, attribute)
    holders = owner.__mro__ if isinstance(owner, type) else (owner, *type(owner).__mro__)
    for holder in holders:
        if last in vars(holder):
            delattr(holder, last)


class Renaming(PathFinder):
    """Imports moto as if its authors had given something another name."""

    name = ""

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> Any:
        spec = super().find_spec(fullname, path, target) if fullname.partition(".")[0] == "moto" else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = RenamingLoader(spec.loader.name, spec.loader.path)
        return spec


class RenamingLoader(SourceFileLoader):
    def get_code(self, fullname: str) -> Any:
        source = self.get_data(self.path).decode().replace(Renaming.name, f"{Renaming.name}_of_a_later_moto")
        return compile(source, self.path, "exec")


def renamed(name: str) -> None:
    Renaming.name = name.rpartition(":")[2].rpartition(".")[2]
    sys.meta_path.insert(0, Renaming)


def activation(name: str) -> dict[str, Any]:
    """What activate() says of a moto without the name."""
    removed(name)
    from moto_ses_managed.extension import IncompatibleMotoError, activate, is_active

    try:
        activate()
    except IncompatibleMotoError as error:
        return {"error": str(error), "active": is_active()}
    return {"error": None, "active": is_active()}


def answers(name: str) -> dict[str, Any]:
    """What a client and a server's client get from a moto that has another name for it."""
    renamed(name)
    import boto3
    from werkzeug.test import Client

    from moto_ses_managed import mock_aws
    from moto_ses_managed.server.application import moto_application
    from moto_ses_managed.server.shortcut import Shortcut

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        reached.append(environ["REQUEST_URI"])
        return list(motos(environ, start_response))

    with mock_aws():
        ses = boto3.client("sesv2", "us-east-1")
        ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        pool = ses.get_dedicated_ip_pool(PoolName="pool")["DedicatedIpPool"]
        signed = (
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, "
            "SignedHeaders=host, Signature=0"
        )
        path = "/v2/email/dedicated-ip-pools/pool"
        reached: list[str] = []
        motos = moto_application()
        served = Client(Shortcut(application)).get(path, headers={"Authorization": signed})
    return {"mode": pool["ScalingMode"], "shortcut": not reached, "served": served.get_json()}


TRIES: dict[str, Callable[[str], dict[str, Any]]] = {"removed": activation, "renamed": answers}


def in_a_fork(try_it: Callable[[str], dict[str, Any]], name: str) -> dict[str, Any]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with os.fdopen(writer, "w") as pipe:
                json.dump(try_it(name), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"died": True}


def main() -> None:
    how, *names = sys.argv[1:]
    # What all tries have in common is imported once.
    modules = ["boto3", "cryptography.x509", "flask", "flask_cors", "requests", "responses", "werkzeug.test"]
    if how == "removed":
        modules += ["moto.cloudwatch.models", "moto.ses.responses", "moto.sesv2.responses"]
    for module in modules:
        import_module(module)
    for name in names:
        print(json.dumps({"name": name, **in_a_fork(TRIES[how], name)}), flush=True)


if __name__ == "__main__":
    main()
