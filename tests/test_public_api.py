"""The public API: what ``__init__`` exports, each with a docstring and types; the rest says that it is private."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from dataclasses import fields, is_dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_origin

import pytest

import moto_ses_managed
from moto_ses_managed import (
    Bill,
    DedicatedIp,
    HistoryDay,
    IspSending,
    MailAttachment,
    Message,
    Pool,
    Route,
    SendingPolicy,
    SesManaged,
    mock_aws,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type

PUBLIC = [name for name in moto_ses_managed.__all__ if not name.startswith("_")]
ROOMS = [module.name for module in pkgutil.iter_modules(moto_ses_managed.__path__) if module.ispkg]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_says_what_it_is(name: str) -> None:
    exported = getattr(moto_ses_managed, name)
    if get_origin(exported) is Literal:
        return  # mypy and editors show its words
    documentation = inspect.getdoc(exported)
    assert documentation
    # What dataclass makes of a class without a docstring of its own.
    assert not documentation.startswith(f"{name}(")


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_method_says_what_it_does(name: str) -> None:
    exported = getattr(moto_ses_managed, name)
    if not inspect.isclass(exported):
        return
    own = {key: value for key, value in vars(exported).items() if not key.startswith("_")}
    methods = {key: value for key, value in own.items() if inspect.isfunction(value) or isinstance(value, property)}
    assert [key for key, value in methods.items() if not inspect.getdoc(value)] == []


DATACLASSES = [name for name in PUBLIC if is_dataclass(getattr(moto_ses_managed, name))]


@pytest.mark.parametrize("name", DATACLASSES)
def test_a_public_field_says_what_it_is(name: str) -> None:
    exported = getattr(moto_ses_managed, name)
    documented = {field for base in exported.__mro__[:-1] for field in documented_fields(base)}
    public = {field.name for field in fields(exported) if not field.name.startswith("_")}
    assert public
    assert public - documented == set()


def documented_fields(declared: type) -> set[str]:
    """The fields of a class that a docstring follows in its source."""
    [tree] = ast.parse(inspect.getsource(declared)).body
    assert isinstance(tree, ast.ClassDef)
    return {
        member.target.id
        for member, following in pairwise(tree.body)
        if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name)
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        if isinstance(following.value.value, str) and following.value.value.strip()
    }


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_not_exported_says_that_it_is_private(room: str) -> None:
    documentation = importlib.import_module(f"moto_ses_managed.{room}").__doc__ or ""
    assert "Private: only what ``moto_ses_managed`` itself exports is public." in documentation


def typed(ses: SesManaged) -> None:
    """Never run: mypy checks that each type is the one that the documentation names."""
    assert_type(ses.now, datetime)
    assert_type(ses.advance(days=1), datetime)
    assert_type(ses.pools(), list[Pool])
    pool = ses.send_traffic("marketing", {"Gmail": 1}, days=1)
    assert_type(pool, Pool)
    assert_type(pool.ips, tuple[DedicatedIp, ...])
    assert_type(pool.by_isp["Gmail"], IspSending)
    assert_type(pool.history[0], HistoryDay)
    assert_type(ses.messages[0], Message)
    assert_type(ses.messages[0].route, Route | None)
    assert_type(ses.messages[0].isp, str)
    assert_type(ses.messages[0].subject, str)
    assert_type(ses.messages[0].text, str | None)
    assert_type(ses.messages[0].headers["subject"], str)
    assert_type(ses.messages[0].attachments, tuple[MailAttachment, ...])
    assert_type(ses.messages[0].raw, bytes)
    assert_type(ses.region, str)
    assert_type(pool.ips[0].warmup["Gmail"], float)
    with ses as entered:
        assert_type(entered, SesManaged)
    assert_type(ses.bill(), Bill)
    assert_type(ses.policy, SendingPolicy)
    ses.policy = SendingPolicy(first_ip_days=1)
    assert_type(ses.lease_standard_ips(3, pool=None), list[str])


@mock_aws
def decorated() -> int:
    return 1


def test_a_decorated_function_keeps_its_type() -> None:
    if TYPE_CHECKING:
        assert_type(decorated(), int)
    assert decorated() == 1
