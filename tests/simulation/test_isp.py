"""Which ISP serves a recipient."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_ses_managed.simulation.isp import ISPS, domain_of, isp_of
from moto_ses_managed.simulation.mailboxes import bare_address


@pytest.mark.parametrize(
    ("recipient", "isp"),
    [
        ("ann@gmail.com", "Gmail"),
        ("ANN@GMAIL.COM", "Gmail"),
        ("Ann Example <ann@googlemail.com>", "Gmail"),
        ('"Example, Ann" <ann+news@gmail.com>', "Gmail"),
        ("ann@gmail.com.", "Gmail"),
        ("ann@yahoo.com", "Yahoo"),
        ("ann@yahoo.co.uk", "Yahoo"),
        ("ann@ymail.com", "Yahoo"),
        ("ann@aol.com", "AOL"),
        ("ann@outlook.com", "Outlook"),
        ("ann@hotmail.fr", "Outlook"),
        ("ann@live.com.mx", "Outlook"),
        ("ann@msn.com", "Outlook"),
        ("ann@icloud.com", "iCloud"),
        ("ann@me.com", "iCloud"),
        ("ann@comcast.net", "Comcast"),
        ("ann@web.de", "GMX"),
        ("ann@example.com", "Other"),
        ("ann@bücher.example", "Other"),
        ("ann@notgmail.com", "Other"),
        ("ann@gmail.com.example.org", "Other"),
        ("ann@hotmail.example.com", "Other"),
        ("ann@live.nation.com", "Other"),
        ("nobody", "Other"),
        ("", "Other"),
    ],
)
def test_a_recipient_belongs_to_the_isp_of_its_domain(recipient: str, isp: str) -> None:
    assert isp_of(recipient) == isp


def test_a_domain_in_its_own_script_counts_as_its_ascii_form() -> None:
    assert domain_of("ann@Bücher.example") == "xn--bcher-kva.example"


@given(st.text())
def test_any_text_belongs_to_some_isp(recipient: str) -> None:
    assert isp_of(recipient) in ISPS


def test_brackets_without_an_end_are_no_address() -> None:
    assert bare_address("(" * 5_000 + "ann@gmail.com") == ""
