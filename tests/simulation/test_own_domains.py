"""Domains that a policy assigns to ISPs."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import InvalidPolicyError, SendingPolicy, SesManaged
from tests.simulation.sending import managed_pool, send


def test_a_domain_of_ones_own_counts_as_the_isps_that_serves_it(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    send(ses, "ann@corp.example")
    hooks.policy = SendingPolicy(isp_domains={"Corp.Example": "Gmail", "gmail.com": "Outlook"})
    for recipient in ("Ann <ann@CORP.example>", "ann@sub.corp.example", "ann@gmail.com", "ann@yahoo.com"):
        send(ses, recipient)
    assert [message.isp for message in hooks.messages] == ["Other", "Gmail", "Other", "Outlook", "Yahoo"]
    by_isp = hooks.pool("marketing").by_isp
    assert (by_isp["Gmail"].shared, by_isp["Outlook"].shared, by_isp["Other"].shared) == (1, 1, 2)
    assert hooks.policy.isp_domains == {"corp.example": "Gmail", "gmail.com": "Outlook"}


@pytest.mark.parametrize(
    ("domains", "problem"),
    [
        (["corp.example"], "must map domains to ISPs"),
        ({"corp.example": "Hotmail"}, "names the unknown ISP 'Hotmail'"),
        ({"ann@corp.example": "Gmail"}, "must name domains such as example.org: 'ann@corp.example'"),
        ({"": "Gmail"}, "must name domains"),
        ({7: "Gmail"}, "must name domains such as example.org: 7"),
    ],
)
def test_what_maps_no_domains_to_isps_is_refused(domains: Any, problem: str) -> None:
    with pytest.raises(InvalidPolicyError, match=f"isp_domains {problem}"):
        SendingPolicy(isp_domains=domains)
