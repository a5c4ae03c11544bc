"""Everything that SES has is kept: found by walking through it, not by a list that somebody has to keep."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from moto.ses.models import ses_backends

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.mail.mail_statistics import DailyKey
from moto_ses_managed.state.backends import SavedBackends
from moto_ses_managed.state.errors import StateError
from moto_ses_managed.state.kinds import Kind, missing_members
from moto_ses_managed.state.reading import Reader
from moto_ses_managed.state.store import Store
from tests.support.sending import managed_pool
from tests.support.server_clients import client_at

from .comparing import Comparison
from .everything import make_everything

NOT_STORED = {
    "dedicated_ip_pools",
    "config_set_event_destination",
    "event_destinations",
    "contacts_lists",
    "outbox",
    "last_change",
}
"""moto's views, and what is under way."""


def backends() -> dict[tuple[str, str], dict[str, Any]]:
    """What each of them is now."""
    return {
        (account, region): {name: value for name, value in vars(backend).items() if name not in NOT_STORED}
        for account, regions in sorted(ses_backends.items())
        for region, backend in sorted(regions.items())
    }


class Text(str):
    """What is more than its attributes."""

    __slots__ = ()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(65537, 1024)
    data = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return base64.b64encode(data).decode()


@pytest.fixture
def mock() -> Iterator[None]:
    with mock_aws():
        yield


def saved(path: Path) -> None:
    store = Store(path)
    SavedBackends(store).save()
    store.close()


def loaded(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What another process would find."""
    store = Store(path)
    try:
        return {key: attributes(key, state) for key, state in sorted(SavedBackends(store).read().items())}
    finally:
        store.close()


def attributes(key: tuple[str, str], state: dict[str, Any]) -> dict[str, Any]:
    """What a backend is that starts with a state."""
    account, region = key
    backend = ManagedSESBackend(region, account)
    backend.__setstate__(state)
    return {name: value for name, value in vars(backend).items() if name not in NOT_STORED}


def differences(path: Path) -> list[str]:
    """What is not in the file as it is here."""
    return Comparison().compare(backends(), loaded(path)).differences


def test_whatever_ses_has_is_there_again(path: Path, mock: None) -> None:
    make_everything(None)
    saved(path)
    comparison = Comparison().compare(backends(), loaded(path))
    assert comparison.differences == []
    # It was worth the walk.
    assert comparison.classes >= {
        "AcceptedMessage",
        "Contact",
        "Tenant",
        "ReceiptRuleSet",
        "EasyDkim",
        "EventDestination",
    }


def test_a_store_that_nobody_told_the_state_of_is_kept(path: Path, mock: None) -> None:
    client_at(None).create_dedicated_ip_pool(PoolName="pool")
    backend: Any = ses_backends["123456789012"]["us-east-1"]
    backend.region.novelty = {"pools": [backend.region.pools["pool"]], ("a", 1): {1, 2}}
    saved(path)
    region = loaded(path)["123456789012", "us-east-1"]["region"]
    assert region.novelty == {"pools": [region.pools["pool"]], ("a", 1): {1, 2}}


@pytest.mark.parametrize(
    "what", [print, lambda: None, iter([]), object(), Path(), backends, ValueError("x"), type("Text", (str,), {})("x")]
)
def test_what_has_no_form_is_refused_rather_than_lost(path: Path, mock: None, what: object) -> None:
    SesManaged().lease_standard_ips(1)
    backend: Any = ses_backends["123456789012"]["us-east-1"]
    backend.region.novelty = what
    store = Store(path)
    with pytest.raises(StateError, match=r"^Region: A state cannot hold a"):
        SavedBackends(store).save()
    store.close()


def test_each_save_leaves_what_a_first_save_would_leave(path: Path, mock: None) -> None:
    """Saves that write only what is new, after each of many steps, with messages that wait, leave and are forgotten."""
    ses, hooks = client_at(None), SesManaged()
    hooks.policy = SendingPolicy(first_ip_days=1, cold_capacity=20, full_rates={"Gmail": 30}, max_stored_messages=70)
    managed_pool(ses)
    ses.create_email_identity(EmailIdentity="example.com", ConfigurationSetName="set")
    hooks.send_traffic("pool", {"Gmail": 500}, days=25)
    store = Store(path)
    saving = SavedBackends(store)
    for step in range(12):
        for number in range(step * 3 % 40):
            ses.send_email(
                FromEmailAddress="shop@example.com",
                Destination={"ToAddresses": [f"a{number}@gmail.com"]},
                Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": f"{step} {number}" * 20}}}},
            )
        if step % 3 == 2:
            hooks.advance(hours=5)
        saving.save()
        copied(store, path.with_name(f"copy{step}"))
        assert differences(path.with_name(f"copy{step}")) == []
    store.close()
    # And one that goes on from what it read.
    store = Store(path)
    saving = SavedBackends(store)
    saving.load()
    hooks.advance(days=2)
    saving.save()
    store.close()
    assert differences(path) == []
    with sqlite3.connect(path) as database:
        [(rows,)] = database.execute("SELECT count(*) FROM rows WHERE typeof(key) = 'text'")
    database.close()
    assert rows == len(hooks.messages) == 70


def test_the_first_save_after_a_restart_writes_no_mail_anew(path: Path, mock: None) -> None:
    send_forty(client_at(None))
    store = Store(path)
    SavedBackends(store).save()
    before = numbers_of_rows(store)
    store.close()
    store = Store(path)
    saving = SavedBackends(store)
    saving.load()
    saving.save()
    assert numbers_of_rows(store) == before
    store.close()
    assert differences(path) == []


def send_forty(ses: Any) -> None:
    """So many that the list of them owns them."""
    ses.create_email_identity(EmailIdentity="example.com")
    for number in range(40):
        ses.send_email(
            FromEmailAddress="shop@example.com",
            Destination={"ToAddresses": [f"a{number}@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": f"{number}"}}}},
        )


def numbers_of_rows(store: Store) -> list[int]:
    return [number for number, *_ in store.rows()]


def copied(store: Store, path: Path) -> None:
    """A copy of the file as it stands, its write-ahead log included: as if the process had been killed."""
    path.write_bytes(store.path.read_bytes())
    wal = store.path.with_name(store.path.name + "-wal")
    if wal.exists():
        path.with_name(path.name + "-wal").write_bytes(wal.read_bytes())


def test_a_private_key_of_ones_own_is_nowhere_in_the_file(path: Path, mock: None, private_key: str) -> None:
    ses = client_at(None)
    signing = {"DomainSigningSelector": "selector", "DomainSigningPrivateKey": private_key}
    ses.create_email_identity(EmailIdentity="example.com", DkimSigningAttributes=signing)
    ses.create_email_identity(EmailIdentity="example.org")
    ses.put_email_identity_dkim_signing_attributes(
        EmailIdentity="example.org", SigningAttributesOrigin="EXTERNAL", SigningAttributes=signing
    )
    saved(path)
    data = path.read_bytes()
    assert b"selector" in data
    assert private_key.encode()[100:140] not in data
    assert loaded(path)["123456789012", "us-east-1"]["email_identities"].keys() == {"example.com", "example.org"}


def test_a_named_tuple_of_an_older_state_has_the_defaults_of_its_new_members() -> None:
    assert missing_members(Kind(0, DailyKey, DailyKey._fields[:5])) == [None]
    assert missing_members(Kind(0, DailyKey, DailyKey._fields)) == []


def test_a_dataclass_of_an_older_state_has_the_defaults_of_its_new_fields() -> None:
    mail = Reader([Kind(0, SentMail, ("message_id",))], {}, dict).row([[0, "id"]])
    assert (mail.message_id, mail.template, mail.tags) == ("id", None, {})
    assert not hasattr(mail, "origin")
