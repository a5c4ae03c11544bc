"""What the command ``simulate`` is given: each mistake in it is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from moto_ses_managed.cli import main
from moto_ses_managed.rehearsal.plan import read_plan
from tests.commands.simulating import EXAMPLE, HEADER, plan_file, run_simulate


@pytest.mark.parametrize(
    ("content", "place", "named"),
    [
        ("", "", "it is empty"),
        ("\n\n", "", "it is empty"),
        (HEADER, "", "a header but no rows"),
        ("day,pool,isp\n", ", line 1", "the column messages is missing"),
        ("day,pool,isp,mesages\n", ", line 1", "unknown column 'mesages': day, pool, isp, messages expected"),
        ("day,pool,isp,messages,\n", ", line 1", "unknown column ''"),
        ("day,day,isp,messages\n", ", line 1", "the column day appears twice"),
        ("day;pool;isp;messages\n", ", line 1", "separated by commas"),
        (HEADER + "1,p,Gmail\n", ", line 2", "3 cells: 4 expected"),
        (HEADER + "\n\n1,p,Gmail,1,000\n", ", line 4", "5 cells: 4 expected"),
        (HEADER + "1,p,Gmial,1\n", ", line 2, column isp", "unknown ISP 'Gmial': Gmail, Yahoo, AOL"),
        (HEADER + "1,p,gmail,1\n", ", line 2, column isp", "unknown ISP 'gmail'"),
        (HEADER + "1,p,,1\n", ", line 2, column isp", "unknown ISP ''"),
        (HEADER + "0,p,Gmail,1\n", ", line 2, column day", "days count from 1"),
        (HEADER + "-1,p,Gmail,1\n", ", line 2, column day", "'-1' is not a day"),
        (HEADER + "1.5,p,Gmail,1\n", ", line 2, column day", "'1.5' is not a day"),
        (HEADER + "30-Jan,p,Gmail,1\n", ", line 2, column day", "a range such as 1-30"),
        (HEADER + "5-4,p,Gmail,1\n", ", line 2, column day", "'5-4' ends before it begins"),
        (HEADER + f"{'9' * 5000},p,Gmail,1\n", ", line 2, column day", "is not a day"),
        (HEADER + "٣,p,Gmail,1\n", ", line 2, column day", "'٣' is not a day"),
        (HEADER + "1,p,Gmail,-1\n", ", line 2, column messages", "'-1' is not a volume"),
        (HEADER + "1,p,Gmail,1.5\n", ", line 2, column messages", "'1.5' is not a volume"),
        (HEADER + "1,p,Gmail,1_000\n", ", line 2, column messages", "'1_000' is not a volume"),
        (HEADER + "1,p,Gmail,\n", ", line 2, column messages", "'' is not a volume"),
        (HEADER + "1,p,Gmail,1000000001\n", ", line 2, column messages", "from 0 to 1,000,000,000"),
        (HEADER + f"1,p,Gmail,{'9' * 5000}\n", ", line 2, column messages", "is not a volume"),
        (
            HEADER + "1-9,p,Gmail,600000000\n4,p,Gmail,500000000\n",
            ", line 3, column messages",
            "with the other rows of day 4, p and Gmail it makes 1,100,000,000",
        ),
        (HEADER + "1,My Pool,Gmail,1\n", ", line 2, column pool", "The pool name 'My Pool' is invalid"),
        (HEADER + f"1,{'p' * 9999},Gmail,1\n", ", line 2, column pool", "is invalid"),
        (HEADER + "1,,Gmail,1\n", ", line 2, column pool", "The pool name '' is invalid"),
        (HEADER + "1,ses-shared-pool,Gmail,1\n", ", line 2, column pool", "is reserved"),
        (
            HEADER + "".join(f"1,p{number},Gmail,1\n" for number in range(51)),
            ", line 52, column pool",
            "the pool 'p50' exceeds the limit of 50 pools",
        ),
        (HEADER + '1,"p,Gmail,1\n', ", line 2", "it is not CSV: "),
        (HEADER + '1,"p"x,Gmail,1\n', ", line 2", "it is not CSV: "),
        (HEADER + f"1,{'x' * 200_000},Gmail,1\n", ", line 2", "it is not CSV: field larger"),
        (HEADER + '1,"p\nq",Gmail,1\n', ", line 2, column pool", "The pool name 'p\\nq' is invalid"),
        (HEADER + "1,\x1b[31mp,Gmail,1\n", ", line 2, column pool", "\\x1b[31mp"),
        (HEADER.encode() + b"1,p,Gmail,1\n1,\xff,Gmail,1\n", ", line 3", "byte 0xff is not UTF-8"),
        ((HEADER + "1,p,Gmail,1\n").encode("utf-16"), ", line 1", "is not UTF-8"),
        (HEADER.encode() + b"1,p\0,Gmail,1\n", ", line 2", "NUL"),
        (b"\0" * 100, ", line 1", "NUL"),
    ],
)
def test_a_bad_plan_is_one_line_that_names_file_line_and_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | bytes, place: str, named: str
) -> None:
    path = plan_file(tmp_path, content)
    assert main(["simulate", "--traffic", str(path), "--days", "10"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"moto-ses-managed: {path}{place}: ")
    assert named in captured.err
    assert len(captured.err.splitlines()) == 1
    assert len(captured.err) < len(str(path)) + 400


def test_a_plan_ends_with_its_last_day_and_goes_no_further_than_ten_years(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    output = run_simulate(capsys, "--traffic", str(plan_file(tmp_path, HEADER + "1,p,Gmail,1\n3650,p,Gmail,1\n")))
    assert list(output.rows["p"]) == ["1", "2-3649", "3650"]
    assert main(["simulate", "--traffic", str(plan_file(tmp_path, HEADER + "3651,p,Gmail,1\n"))]) == 1
    assert "day 3,651 is after the last day, 3,650" in capsys.readouterr().err


def test_a_plan_is_cut_where_it_is_told_to_end(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(plan_file(tmp_path, HEADER + "1-30,p,Gmail,9\n40,p,Yahoo,5\n"))
    assert main(["simulate", "--traffic", path, "--days", "20"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "What the plan has after day 20 is left out, to day 40.\n"
    assert "1-20 " in captured.out
    longer = read_plan(Path(path), 50)
    assert (longer.days, longer.last_day) == (50, 40)


@pytest.mark.parametrize(("option", "there"), [("--traffic", False), ("--policy", True)])
def test_a_file_that_cannot_be_read_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str, there: bool
) -> None:
    unreadable = tmp_path if there else tmp_path / "nowhere.csv"
    arguments = {"--traffic": str(EXAMPLE)} | {option: str(unreadable)}
    assert main(["simulate", *(part for pair in arguments.items() for part in pair)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"moto-ses-managed: {unreadable}: it can't be read: ")
    assert len(error.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without end here: it is NOT tested")
def test_a_file_without_end_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--traffic", "/dev/zero"]) == 1
    assert "/dev/zero: it is larger than" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("{", ", line 1, column 2: it is not JSON"),
        ("", ", line 1, column 1: it is not JSON"),
        ("[]", "The body must"),
        ("[" * 100_000, "it is not JSON"),
        ('{"Growth": 1}', "Unknown member 'Growth'"),
        ('{"GrowthFactor": 0.5}', "GrowthFactor must be a number from 1 to 1,000: 0.5"),
        ('{"GrowthFactor": NaN}', "GrowthFactor must be a number from 1 to 1,000: nan"),
        ('{"FullRates": {"Gmial": 1}}', "FullRates names the unknown ISP 'Gmial'"),
        ('{"ManagedPriceTiers": [1]}', "ManagedPriceTiers must be"),
    ],
)
def test_a_bad_policy_is_one_line_that_names_file_and_member(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, named: str
) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text(content, encoding="utf-8")
    assert main(["simulate", "--traffic", str(EXAMPLE), "--policy", str(policy)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"moto-ses-managed: {policy}")
    assert named in captured.err
    assert len(captured.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "--traffic"),
        (["--traffic", "plan.csv", "--days", "0"], "'0' is not a number of days"),
        (["--traffic", "plan.csv", "--days", "3651"], "'3651' is not a number of days"),
        (["--traffic", "plan.csv", "--days", "x"], "'x' is not a number of days"),
        (["--traffic", "plan.csv", "--days", "9" * 5000], "is not a number of days"),
        (["--traffic", "plan.csv", "--start", "2026-02-30"], "'2026-02-30' is not a date"),
        (["--traffic", "plan.csv", "--start", "9999-01-01"], "'9999-01-01' is not a date"),
        (["--traffic", "plan.csv", "--start", "1.1.2026"], "'1.1.2026' is not a date"),
        (["--traffic", "plan.csv", "--colour"], "--colour"),
    ],
)
def test_bad_arguments_are_named_with_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    with pytest.raises(SystemExit) as exited:
        main(["simulate", *arguments])
    assert exited.value.code == 2
    assert named in capsys.readouterr().err


def test_the_help_has_the_form_of_the_plan_and_every_isp(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["simulate", "--help"])
    output = capsys.readouterr().out
    for part in ("day,pool,isp,messages", "1-30,newsletter,Gmail,2000", "Gmail, Yahoo", "add up", "2026-01-01"):
        assert part in output
