"""What the pytest plugin shows of a test that failed."""

from __future__ import annotations

import re

import pytest

from tests.plugin.running import MANAGED, run


def test_a_failing_test_shows_its_pools(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
def test_it(ses_managed):
    ses = make_pool()
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    assert False

def test_without_pools(ses_managed):
    assert False
"""
    )
    result = run(pytester)
    result.assert_outcomes(failed=2)
    output = "\n".join(result.outlines)
    assert "pool (MANAGED): Insufficient volume, 0 IPs" in output
    assert "configuration sets: set" in output
    assert "no dedicated IP pool" in output


def test_a_failing_test_shows_the_last_seven_days_of_each_pool(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
def test_it(ses_managed):
    ses = make_pool()
    ses_managed.send_traffic("pool", {"Gmail": 500}, days=3)
    ses_managed.send_traffic("pool", {"Gmail": 1_000}, days=6)
    ses.create_dedicated_ip_pool(PoolName="idle", ScalingMode="MANAGED")
    assert False
"""
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    lines = [line.rstrip() for line in result.outlines]
    head = next(number for number, line in enumerate(lines) if line.startswith("pool (MANAGED)"))
    assert lines[head + 1].strip().startswith("1 dedicated IP, since ")
    table = next(number for number, line in enumerate(lines) if number > head and line.split()[:1] == ["Day"])
    assert " ".join(lines[table].split()) == "Day Date IPs Ded. % Dedicated Shared Deferred Bounced Queued"
    days = [line.split() for line in lines[table + 2 : table + 9]]
    assert [day[0] for day in days] == ["3", "4", "5", "6", "7", "8", "9"]
    assert [day[2:] for day in days[:2]] == [
        ["1", "0.0", "0", "500", "0", "0", "0"],
        ["1", "20.0", "200", "800", "0", "0", "0"],
    ]
    idle = next(number for number, line in enumerate(lines) if line.startswith("idle (MANAGED)"))
    assert idle > table + 8
    assert not any(line.split()[:1] == ["Day"] for line in lines[idle:])


def test_a_failing_test_shows_its_days_without_rich(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import sys; sys.modules['rich'] = None")
    pytester.makepyfile(
        MANAGED
        + """
def test_it(ses_managed):
    make_pool()
    ses_managed.send_traffic("pool", {"Gmail": 500}, days=2)
    assert False
"""
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    assert "2    2" in "\n".join(result.outlines)


def test_the_table_of_a_failing_test_fits_100_columns_of_plain_text(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
def test_it(ses_managed):
    make_pool()
    ses_managed.send_traffic("pool", {"Gmail": 999_999_999}, days=8)
    ses_managed.send_traffic("pool", {"Gmail": 10**9, "Yahoo": 10**9, "Other": 10**9}, days=3)
    assert False
"""
    )
    result = run(pytester, FORCE_COLOR="1")
    assert result.ret == 1
    lines = "\n".join(result.outlines).partition("Dedicated IP pools of")[2].splitlines()
    head = next(number for number, line in enumerate(lines) if "Deferred" in line)
    table = lines[head : head + 9]
    assert re.search(r"\b29[0-9]{8}\b", "".join(table))
    assert all(len(line) <= 100 and "\x1b" not in line and line.isascii() for line in table)


def test_a_failing_test_whose_pools_are_gone_says_why(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import moto_ses_managed

        def test_it(ses_managed):
            moto_ses_managed.deactivate()
            assert False
        """
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    assert "They can't be shown: moto's plain SES is active, without managed pools" in "\n".join(result.outlines)
