"""Requests to SES v2 that are anything from right to absurd, always the same ones for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from botocore import xform_name
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.session import get_session

from tests.support.serving import AUTHORIZATION

KNOWN_NAMES = (
    "pool",
    "managed",
    "set",
    "example.com",
    "ann@example.com",
    "template",
    "list",
    "bob@example.org",
    "bus",
    "policy",
    "198.18.0.1",
    "gone@gmail.com",
    "ses-default-dedicated-pool",
    "ses-shared-pool",
)
"""What there is, so that requests get past the first check (see test_fuzz_sesv2.populate)."""

_ARNS = tuple(
    f"arn:aws:ses:us-east-1:123456789012:{rest}"
    for rest in (
        "dedicated-ip-pool/pool",
        "configuration-set/set",
        "identity/example.com",
        "contact-list/list",
        "x",
        "",
    )
)

_FITTING = {
    "Pool": ("pool", "managed"),
    "ConfigurationSet": ("set",),
    "EmailIdentity": ("example.com",),
    "FromEmail": ("Ann <ann@example.com>",),
    "Template": ("template",),
    "ContactList": ("list",),
    "EventDestination": ("bus",),
    "Policy": ("policy", "{}"),
    "IP": ("198.18.0.1", "198.18.0.2"),
    "Ip": ("198.18.0.1", "198.18.0.2"),
    "Arn": _ARNS,
    "Addresses": ("ann@gmail.com", "gone@gmail.com", "bounce@simulator.amazonses.com"),
    "EmailAddress": ("bob@example.org", "gone@gmail.com"),
}
"""What a member is likely to mean, by a part of its name."""

_ODD_TEXTS = (
    "",
    " ",
    "x" * 65,
    "x" * 5000,
    "\x00",
    "\r\nX-Injected: 1",
    "a\nb",
    "\u202egnp",
    "\ud800",
    "\U0001f4a5",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{x}}",
    "{{#each",
    "'; DROP TABLE pools;--",
    "%00",
    "null",
    "NaN",
    "@",
    "a@b@c",
    "=?utf-8?q?=00?=",
    "MANAGED ",
    "managed",
)

_ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    -(2**63) - 1,
    10**400,
    1.5,
    -0.0,
    1e308,
    float("nan"),
    float("inf"),
    "",
    [],
    {},
    [None],
    [[]],
    {"": None},
    {"a": {"b": [1]}},
    {"__proto__": 1},
    *_ODD_TEXTS,
)

_ODD_SEGMENTS = (
    "",
    ".",
    "..",
    "%2e%2e",
    "%2F",
    "a%2Fb",
    "%5c",
    "%00",
    "%0a",
    "%0d%0aX:1",
    "%ff%fe",
    "%c3%28",
    "%",
    "%zz",
    "%25",
    "{PoolName}",
    "a;b=c",
    "a+b",
    "a%3Fb",
    "%F0%9F%92%A5",
    "x" * 3000,
)

_ODD_BODIES = (
    b"",
    b" ",
    b"null",
    b"[]",
    b'"x"',
    b"5",
    b"{",
    b"{]",
    b'{"PoolName": "pool",}',
    b'{"PoolName": "a", "PoolName": "pool"}',
    b'{"PoolName": NaN}',
    b'{"PoolName": Infinity}',
    b'{"WarmupPercentage": 1e999}',
    b'{"WarmupPercentage": ' + b"9" * 5000 + b"}",
    b'{"PoolName": "\xff"}',
    b'{"PoolName": "\\ud800"}',
    b'\xef\xbb\xbf{"PoolName": "bom"}',
    '{"PoolName": "utf16"}'.encode("utf-16"),
    b"[" * 50_000,
    b'{"Tags":' * 5_000 + b"1" + b"}" * 5_000,
    b'{"Content": ' + b"[" * 900 + b"]" * 900 + b"}",
    b"PoolName=pool&ScalingMode=MANAGED",
    b"Action=SendEmail&Source=x",
    b"\x1f\x8b\x08\x00garbage",
    b"\x00" * 100,
    b"--boundary\r\nContent-Disposition: form-data\r\n",
)

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")

_ODD_HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Type", "application/x-www-form-urlencoded"),
    ("Content-Type", "multipart/form-data; boundary=x"),
    ("Content-Type", "text/plain; charset=utf-16"),
    ("Content-Type", "\u00e4"),
    ("Content-Encoding", "gzip"),
    ("Content-Encoding", "x"),
    ("X-Amz-Target", "SimpleEmailService.CreatePool"),
    ("X-Amz-Target", "x"),
    ("X-Amz-Date", "never"),
    ("Accept", "text/html"),
    ("X-Http-Method-Override", "DELETE"),
    ("Authorization", ""),
    ("Authorization", "AWS4"),
    ("Authorization", "Basic eDp5"),
    ("Authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e"),
    ("Authorization", "AWS4-HMAC-SHA256 Credential=////"),
    ("Authorization", AUTHORIZATION.replace("/ses/", "/nosuch/")),
    ("Authorization", AUTHORIZATION.replace("us-east-1", "mars-1")),
    ("Authorization", AUTHORIZATION.replace("us-east-1", "../x")),
    ("Authorization", AUTHORIZATION.replace("/aws4_request", "")),
    ("Authorization", AUTHORIZATION[:40]),
)


@dataclass(frozen=True)
class Request:
    """``uri`` is the path and query as they go over the wire."""

    method: str
    uri: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Fuzzer:
    """An endless row of requests."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def next(self) -> Request:
        chance = self._random
        method, template, shape = chance.choice(_operations())
        labels = shape.members if shape is not None else {}
        headers = {"Authorization": AUTHORIZATION, "Content-Type": "application/json"}
        if chance.random() < 0.05:
            method = chance.choice(_METHODS)
        uri = self._path(template) + self._query(labels)
        if chance.random() < 0.1:
            name, value = chance.choice(_ODD_HEADERS)
            # A request that neither its signature nor its path says to be for SES is one to S3, which is moto's own.
            if name != "Authorization" or uri.startswith("/v2/email/"):
                headers[name] = value
        body = b"" if method in {"GET", "DELETE", "HEAD"} and chance.random() < 0.9 else self._body(shape)
        return Request(method, uri, tuple(headers.items()), body)

    def _path(self, template: str) -> str:
        chance = self._random
        segments = [self._label(part) if part.startswith("{") else part for part in template.strip("/").split("/")]
        if chance.random() < 0.04:
            segments.insert(chance.randrange(len(segments) + 1), chance.choice(_ODD_SEGMENTS))
        if chance.random() < 0.02:
            segments[-1] = segments[-1].swapcase()
        return "/" + "/".join(segments) + ("/" if chance.random() < 0.02 else "")

    def _label(self, name: str) -> str:
        chance = self._random
        if chance.random() < 0.85:
            return quote(self._fitting(name), safe="")
        return chance.choice(_ODD_SEGMENTS)

    def _fitting(self, name: str) -> str:
        chance = self._random
        fitting = next((known for part, known in _FITTING.items() if part in name), KNOWN_NAMES)
        return chance.choice(fitting if chance.random() < 0.85 else (*KNOWN_NAMES, *_ARNS))

    def _query(self, members: dict[str, Shape]) -> str:
        chance = self._random
        names = [
            member.serialization.get("name", name)
            for name, member in members.items()
            if member.serialization.get("location") == "querystring"
        ]
        parts = [f"{name}={self._query_value()}" for name in names if chance.random() < 0.6]
        if chance.random() < 0.05:
            parts.append(f"{chance.choice(['x', 'PoolName', 'NextToken', 'PageSize', ''])}={self._query_value()}")
        if chance.random() < 0.02:
            parts.append(chance.choice(["&&", "=", "%", "a" * 2000, "?x=1", "%00=%00"]))
        return "?" + "&".join(parts) if parts else ""

    def _query_value(self) -> str:
        chance = self._random
        if chance.random() < 0.5:
            return quote(chance.choice((*KNOWN_NAMES, *_ARNS, "10", "0", "1000", "true")), safe="")
        return quote(str(chance.choice(_ODD_VALUES)).encode("utf-8", "surrogatepass"), safe="")

    def _body(self, shape: StructureShape | None) -> bytes:
        chance = self._random
        if shape is None or chance.random() < 0.08:
            return chance.choice(_ODD_BODIES)
        value = self._value(shape, "", 0)
        if chance.random() < 0.25:
            value = self._spoiled(value)
        if chance.random() < 0.05 and isinstance(value, dict):
            value["Unknown"] = chance.choice(_ODD_VALUES)
        data = json.dumps(value, ensure_ascii=chance.random() < 0.9).encode("utf-8", "surrogatepass")
        return data[: chance.randrange(len(data))] if chance.random() < 0.03 else data

    def _value(self, shape: Shape, called: str, depth: int) -> Any:
        """A value of the shape, right in form."""
        chance = self._random
        if isinstance(shape, StructureShape):
            return {
                name: self._value(member, name, depth + 1)
                for name, member in shape.members.items()
                if member.serialization.get("location") is None
                and (name in shape.required_members or chance.random() < (0.5 if depth < 3 else 0.2))
            }
        if isinstance(shape, ListShape):
            return [self._value(shape.member, called, depth + 1) for _ in range(chance.choice([0, 1, 1, 2, 3]))]
        if isinstance(shape, MapShape):
            return {self._text(""): self._value(shape.value, "", depth + 1) for _ in range(chance.choice([0, 1, 2]))}
        return self._scalar(shape, called)

    def _scalar(self, shape: Shape, called: str) -> Any:
        chance = self._random
        makers: dict[str, Callable[[], Any]] = {
            "boolean": lambda: chance.random() < 0.5,
            "integer": lambda: chance.choice([0, 1, 50, 100, 101, 300, 50_400, -1]),
            "long": lambda: chance.choice([0, 1, 2**40]),
            "double": lambda: chance.choice([0.0, 0.5, 100.0]),
            "float": lambda: chance.choice([0.0, 0.5]),
            "timestamp": lambda: chance.choice([0, 1_767_225_600, 1_767_225_600.5]),
            "blob": lambda: chance.choice(["", "SGk=", "RnJvbTogYUBleGFtcGxlLmNvbQpUbzogYkBnbWFpbC5jb20KCkhp", "x"]),
        }
        if isinstance(shape, StringShape) and shape.enum and chance.random() < 0.9:
            return chance.choice(shape.enum)
        return makers.get(shape.type_name, lambda: self._text(called))()

    def _text(self, called: str) -> str:
        chance = self._random
        if chance.random() < 0.6:
            return self._fitting(called)
        if chance.random() < 0.8:
            return chance.choice((*KNOWN_NAMES, *_ARNS, "new", "Hello {{name}}", '{"name": "Ann"}', "ann@gmail.com"))
        return chance.choice(_ODD_TEXTS)

    def _spoiled(self, value: Any) -> Any:
        """``value`` with something in it replaced, or taken away."""
        chance = self._random
        if isinstance(value, dict) and value and chance.random() < 0.9:
            key = chance.choice(list(value))
            if chance.random() < 0.2:
                return {name: item for name, item in value.items() if name != key}
            return value | {key: self._spoiled(value[key])}
        if isinstance(value, list) and value and chance.random() < 0.7:
            return [self._spoiled(value[0]), *value[1:]]
        if isinstance(value, list) and chance.random() < 0.3:
            return value * 200
        return chance.choice(_ODD_VALUES)


@cache
def _operations() -> list[tuple[str, str, StructureShape | None]]:
    """Every operation of botocore's model, those that do something more often: method, path, input."""
    from moto_ses_managed.sesv2.operations.all import operation_handler
    from moto_ses_managed.sesv2.responses import ManagedSESV2Response

    model = get_session().get_service_model("sesv2")
    entries = []
    for name in model.operation_names:
        operation, method = model.operation_model(name), xform_name(name)
        pools = "DedicatedIp" in name or name in {"SendEmail", "PutConfigurationSetDeliveryOptions"}
        done = operation_handler(name) is not None or hasattr(ManagedSESV2Response, method)
        entry = (operation.http["method"], operation.http["requestUri"], operation.input_shape)
        entries += [entry] * (20 if pools else 6 if done else 1)
    return entries
