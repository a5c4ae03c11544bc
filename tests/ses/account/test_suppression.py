"""Who is suppressed for which configuration set."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed.ses.account.suppression import SuppressionReason
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.sending.rules import is_suppressed

BOUNCE, COMPLAINT = SuppressionReason.BOUNCE, SuppressionReason.COMPLAINT


@pytest.fixture(autouse=True)
def entries(ses: Any) -> None:
    ses.put_suppressed_destination(EmailAddress="bounced@x.example", Reason="BOUNCE")
    ses.put_suppressed_destination(EmailAddress="complained@x.example", Reason="COMPLAINT")
    for name in ("plain", "off", "bounces"):
        ses.create_configuration_set(ConfigurationSetName=name)
    ses.put_configuration_set_suppression_options(ConfigurationSetName="off", SuppressedReasons=[])
    ses.put_configuration_set_suppression_options(ConfigurationSetName="bounces", SuppressedReasons=["BOUNCE"])


def suppressed(backend: ManagedSESBackend, configuration_set: str | None) -> tuple[SuppressionReason | None, ...]:
    addresses = ("bounced@x.example", "complained@x.example", "other@x.example")
    taken = backend.config_sets.named(configuration_set) if configuration_set is not None else None
    return tuple(is_suppressed(backend, address, taken) for address in addresses)


@pytest.mark.parametrize(
    ("account", "configuration_set", "expected"),
    [
        (None, None, (BOUNCE, COMPLAINT, None)),
        (None, "plain", (BOUNCE, COMPLAINT, None)),
        (None, "off", (None, None, None)),
        (None, "bounces", (BOUNCE, None, None)),
        (["COMPLAINT"], None, (None, COMPLAINT, None)),
        (["COMPLAINT"], "plain", (None, COMPLAINT, None)),
        (["COMPLAINT"], "bounces", (BOUNCE, None, None)),
        ([], None, (None, None, None)),
        ([], "bounces", (BOUNCE, None, None)),
    ],
)
def test_the_reasons_of_the_set_count_before_those_of_the_account(
    ses: Any,
    backend: ManagedSESBackend,
    account: list[str] | None,
    configuration_set: str | None,
    expected: tuple[SuppressionReason | None, ...],
) -> None:
    if account is not None:
        ses.put_account_suppression_attributes(SuppressedReasons=account)
    assert suppressed(backend, configuration_set) == expected


def test_a_set_that_is_given_no_reasons_suppresses_nothing_whatever_the_account_says(
    ses: Any, backend: ManagedSESBackend
) -> None:
    ses.put_configuration_set_suppression_options(ConfigurationSetName="bounces")
    assert suppressed(backend, "bounces") == (None, None, None)


@pytest.mark.parametrize("recipient", ["BOUNCED@X.example", "Bob <Bounced@x.example>", " bounced@x.example"])
def test_mail_is_held_back_whatever_the_case_and_the_display_name(backend: ManagedSESBackend, recipient: str) -> None:
    assert is_suppressed(backend, recipient, None) is BOUNCE


def test_of_two_entries_of_a_mailbox_the_latest_whose_reason_counts_is_the_reason(
    ses: Any, backend: ManagedSESBackend
) -> None:
    ses.put_suppressed_destination(EmailAddress="Bounced@x.example", Reason="COMPLAINT")
    assert is_suppressed(backend, "bounced@x.example", None) is COMPLAINT
    assert is_suppressed(backend, "bounced@x.example", backend.config_sets.named("bounces")) is BOUNCE
    ses.put_suppressed_destination(EmailAddress="bounced@x.example", Reason="BOUNCE")
    assert is_suppressed(backend, "bounced@x.example", None) is BOUNCE
    ses.delete_suppressed_destination(EmailAddress="bounced@x.example")
    assert is_suppressed(backend, "bounced@x.example", None) is COMPLAINT
    ses.delete_suppressed_destination(EmailAddress="Bounced@x.example")
    assert is_suppressed(backend, "bounced@x.example", None) is None
