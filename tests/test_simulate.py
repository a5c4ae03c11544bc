"""The command ``simulate`` as its users meet it: a plan in; tables, charts and the bill out, or one clear line."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import boto3
import pytest

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.cli import main
from moto_ses_managed.plan import read_plan
from moto_ses_managed.simulate import simulate
from tests.serving import PATIENCE, ROOT

EXAMPLE = ROOT / "examples" / "plans" / "newsletter.csv"
HEADER = "day,pool,isp,messages\n"
PLAIN = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"}}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "moto_ses_managed.cli", "simulate", *arguments]


def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=ROOT, check=False, timeout=PATIENCE, env=PLAIN
    )


def plan_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "plan.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class Shown:
    """What a run printed: each pool's rows by their first day, and all lines."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.rows: dict[str, dict[str, list[str]]] = {}
        pool = ""
        for line in self.lines:
            if "(MANAGED):" in line:
                pool = line.partition(" ")[0]
            elif re.match(r"\d+(-\d+)? +\d{4}-\d\d-\d\d ", line):
                days, *cells = line.split()
                self.rows.setdefault(pool, {})[days] = cells


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> Shown:
    assert main(["simulate", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return Shown(captured.out)


def test_the_example_tells_its_story(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(capsys, "--traffic", str(EXAMPLE), "--days", "60")
    story = [line.strip() for line in told.lines if line.startswith("  day ")]
    assert [re.sub(r" \(.*?\)", "", line).partition(": ")[::2] for line in story] == [
        ("day 3", "the first IP"),
        ("day 4", "mail through dedicated IPs, what exceeds their warm-up through the shared pool"),
        ("day 15", "all mail through dedicated IPs"),
        ("day 18", "the first mail is deferred: it waits for a dedicated IP"),
        ("day 31", "the pool grows to 2 IPs"),
        ("day 32", "mail through dedicated IPs, what exceeds their warm-up through the shared pool"),
        ("day 40", "all mail through dedicated IPs"),
        ("day 47", "the pool shrinks to 1 IP"),
        ("day 58", "the last IP is relinquished"),
    ]
    rows = told.rows["newsletter"]
    # A cold IP carries 200 messages a day to each of the two ISPs; the rest of the 2,400 takes the shared pool.
    assert rows["4"] == ["2026-01-04", "1", "16.7", "400", "2,000", "0", "0", "0"]
    assert rows["20-30"] == ["2026-01-20", "1", "100.0", "19,500", "0", "0", "0", "0"]
    assert rows["59-60"] == ["2026-02-28", "0", "0.0", "0", "100", "0", "0", "0"]


def test_the_example_grows_for_the_isp_with_the_lower_quota() -> None:
    plan = read_plan(EXAMPLE)
    policy = SendingPolicy()
    peak = max((stretch.traffic["newsletter"] for stretch in plan.stretches), key=lambda per_day: per_day["Gmail"])
    assert peak["Orange"] > policy.full_rates["Orange"]
    roomy = simulate(plan, SendingPolicy(full_rates={"Orange": 50_000})).pools[0]
    assert max(row.ips for row in simulate(plan, policy).pools[0].history) == 2
    assert roomy.history[34].ips == 1


def test_the_same_plan_prints_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pages = [tmp_path / name for name in ("one.html", "two.html")]
    runs = []
    for page in pages:
        assert main(["simulate", "--traffic", str(EXAMPLE), "--plot", str(page)]) == 0
        runs.append(capsys.readouterr().out)
    assert runs[0] == runs[1]
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_plan_and_the_hooks_lead_to_the_same_days(tmp_path: Path) -> None:
    path = plan_file(tmp_path, HEADER + "1-20,news,Gmail,900\n1-20,news,Yahoo,300\n5-20,receipts,Gmail,400\n")
    planned = simulate(read_plan(path), SendingPolicy()).pools
    with mock_aws():
        ses = boto3.client("sesv2", region_name="us-east-1")
        for name in ("news", "receipts"):
            ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
        hooks = SesManaged()
        hooks.send_plan({"news": {"Gmail": 900, "Yahoo": 300}}, days=4)
        hooked = hooks.send_plan({"news": {"Gmail": 900, "Yahoo": 300}, "receipts": {"Gmail": 400}}, days=16)

    def counts(pools: Any) -> Any:
        return [
            [(row.day, row.ips, row.dedicated, row.shared, row.deferred, row.queued) for row in pool.history]
            for pool in pools
        ]

    assert counts(planned) == counts(hooked)
    assert [pool.by_isp for pool in planned] == [pool.by_isp for pool in hooked]


def test_days_that_are_alike_share_a_line_unless_every_day_is_wanted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(plan_file(tmp_path, HEADER + "1-2,pool,Gmail,100\n"))
    short = shown(capsys, "--traffic", path, "--days", "30")
    assert list(short.rows["pool"]) == ["1-2", "3-30"]
    assert any("share a line" in line for line in short.lines)
    whole = shown(capsys, "--traffic", path, "--days", "30", "--every-day")
    assert list(whole.rows["pool"]) == [str(day) for day in range(1, 31)]
    assert not any("share a line" in line for line in whole.lines)


def test_each_pool_has_its_table_in_the_order_of_the_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(plan_file(tmp_path, HEADER + "2,second,Gmail,7\n1,first,Yahoo,5\n2,first,Gmail,6\n"))
    told = shown(capsys, "--traffic", path)
    assert list(told.rows) == ["second", "first"]
    assert [cells[4] for cells in told.rows["second"].values()] == ["0", "7"]
    assert [cells[4] for cells in told.rows["first"].values()] == ["5", "6"]
    assert any(line.split() == ["first", "11", "0.00"] for line in told.lines)


@pytest.mark.parametrize(
    "content",
    [
        "messages,isp,day,pool\n100,Gmail,1-3,p\n20,Gmail,2,p\n",
        "day,pool,isp,messages\n1,p,Gmail,100\n2,p,Gmail,60\n2,p,Gmail,60\n3,p,Gmail,100\n",
        "\ufeffDay, Pool ,ISP,Messages\r\n\r\n 1 - 3 , p ,Gmail,100\r\n2,p,Gmail,0020\r\n,,,\r\n",
        'day,pool,isp,messages\n"1-3","p","Gmail","100"\n2-2,p,Gmail,20',
    ],
)
def test_the_same_plan_can_be_written_in_several_ways(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    told = shown(capsys, "--traffic", str(plan_file(tmp_path, content)), "--every-day")
    assert [cells[4] for cells in told.rows["p"].values()] == ["100", "120", "100"]


def test_days_have_the_dates_from_the_start_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(plan_file(tmp_path, HEADER + "1-3,p,Gmail,10\n"))
    told = shown(capsys, "--traffic", path, "--start", "2028-02-28", "--every-day")
    assert [cells[0] for cells in told.rows["p"].values()] == ["2028-02-28", "2028-02-29", "2028-03-01"]


def test_the_bill_has_each_months_volume_by_tier_and_the_fee_by_the_day(tmp_path: Path) -> None:
    path = plan_file(tmp_path, HEADER + "1-40,a,Gmail,400000\n1-40,b,Other,100000\n")
    january, february = simulate(read_plan(path), SendingPolicy()).bills
    # 10 million at 8 cents for 1,000, the rest at 4.
    assert (january.month, january.managed_days, january.managed_fee) == ("2026-01", 31, 15.0)
    assert february.managed_days == 9
    assert february.managed_fee == round(15 * 9 / 28, 2)
    sent = january.managed_messages + february.managed_messages
    pools = simulate(read_plan(path), SendingPolicy()).pools
    assert january.managed_messages > 10_000_000
    assert sent == sum(row.dedicated + row.shared for pool in pools for row in pool.history)
    assert january.managed == round(15 + 800 + (january.managed_messages - 10_000_000) * 0.04 / 1000, 2)
    assert {charge.pool for charge in january.pools} == {"a", "b"}


def test_a_policy_file_holds_from_the_first_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text('{"FirstIpDailyVolume": 50, "FirstIpDays": 1, "ManagedMonthlyFee": 31}', encoding="utf-8")
    path = str(plan_file(tmp_path, HEADER + "1-2,p,Gmail,50\n"))
    told = shown(capsys, "--traffic", path, "--policy", str(policy))
    assert [cells[1:3] for cells in told.rows["p"].values()] == [["1", "0.0"], ["1", "100.0"]]
    assert any(line.split() == ["2026-01", "2", "100", "0.01", "2.00", "2.01"] for line in told.lines)


@pytest.mark.parametrize(
    ("content", "place", "named"),
    [
        ("", "", "it is empty"),
        ("\n\n", "", "it is empty"),
        (HEADER, "", "a header and no rows"),
        ("day,pool,isp\n", ", line 1", "the column messages is missing"),
        ("day,pool,isp,mesages\n", ", line 1", "'mesages' is no column: day, pool, isp, messages expected"),
        ("day,pool,isp,messages,\n", ", line 1", "'' is no column"),
        ("day,day,isp,messages\n", ", line 1", "the column day is there twice"),
        ("day;pool;isp;messages\n", ", line 1", "separated by commas"),
        (HEADER + "1,p,Gmail\n", ", line 2", "3 cells were found, 4 expected"),
        (HEADER + "\n\n1,p,Gmail,1,000\n", ", line 4", "5 cells were found, 4 expected"),
        (HEADER + "1,p,Gmial,1\n", ", line 2, column isp", "'Gmial' is no ISP: Gmail, Yahoo, AOL"),
        (HEADER + "1,p,gmail,1\n", ", line 2, column isp", "'gmail' is no ISP"),
        (HEADER + "1,p,,1\n", ", line 2, column isp", "'' is no ISP"),
        (HEADER + "0,p,Gmail,1\n", ", line 2, column day", "days count from 1"),
        (HEADER + "-1,p,Gmail,1\n", ", line 2, column day", "'-1' is no day"),
        (HEADER + "1.5,p,Gmail,1\n", ", line 2, column day", "'1.5' is no day"),
        (HEADER + "30-Jan,p,Gmail,1\n", ", line 2, column day", "a range such as 1-30"),
        (HEADER + "5-4,p,Gmail,1\n", ", line 2, column day", "'5-4' ends before it begins"),
        (HEADER + f"{'9' * 5000},p,Gmail,1\n", ", line 2, column day", "is no day"),
        (HEADER + "٣,p,Gmail,1\n", ", line 2, column day", "'٣' is no day"),
        (HEADER + "1,p,Gmail,-1\n", ", line 2, column messages", "'-1' is no volume"),
        (HEADER + "1,p,Gmail,1.5\n", ", line 2, column messages", "'1.5' is no volume"),
        (HEADER + "1,p,Gmail,1_000\n", ", line 2, column messages", "'1_000' is no volume"),
        (HEADER + "1,p,Gmail,\n", ", line 2, column messages", "'' is no volume"),
        (HEADER + "1,p,Gmail,1000000001\n", ", line 2, column messages", "from 0 to 1,000,000,000"),
        (HEADER + f"1,p,Gmail,{'9' * 5000}\n", ", line 2, column messages", "is no volume"),
        (
            HEADER + "1-9,p,Gmail,600000000\n4,p,Gmail,500000000\n",
            ", line 3, column messages",
            "with the other rows of day 4, p and Gmail it makes 1,100,000,000",
        ),
        (HEADER + "1,My Pool,Gmail,1\n", ", line 2, column pool", "The pool name 'My Pool' is invalid"),
        (HEADER + f"1,{'p' * 9999},Gmail,1\n", ", line 2, column pool", "is invalid"),
        (HEADER + "1,,Gmail,1\n", ", line 2, column pool", "The pool name '' is invalid"),
        (HEADER + "1,ses-shared-pool,Gmail,1\n", ", line 2, column pool", "SES keeps by itself"),
        (
            HEADER + "".join(f"1,p{number},Gmail,1\n" for number in range(51)),
            ", line 52, column pool",
            "'p50' is one pool more than the limit of 50",
        ),
        (HEADER + '1,"p,Gmail,1\n', ", line 2", "it is no CSV: "),
        (HEADER + '1,"p"x,Gmail,1\n', ", line 2", "it is no CSV: "),
        (HEADER + f"1,{'x' * 200_000},Gmail,1\n", ", line 2", "it is no CSV: field larger"),
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
    told = shown(capsys, "--traffic", str(plan_file(tmp_path, HEADER + "1,p,Gmail,1\n3650,p,Gmail,1\n")))
    assert list(told.rows["p"]) == ["1", "2-3649", "3650"]
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
        ("{", ", line 1, column 2: it is no JSON"),
        ("", ", line 1, column 1: it is no JSON"),
        ("[]", "must be a JSON object"),
        ("[" * 100_000, "it is no JSON"),
        ('{"Growth": 1}', "Unknown member 'Growth'"),
        ('{"GrowthFactor": 0.5}', "GrowthFactor must be a number from 1 to 1000: 0.5"),
        ('{"GrowthFactor": NaN}', "GrowthFactor must be a number from 1 to 1000: nan"),
        ('{"FullRates": {"Gmial": 1}}', "FullRates names 'Gmial'"),
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
        (["--traffic", "plan.csv", "--days", "0"], "'0' is no number of days"),
        (["--traffic", "plan.csv", "--days", "3651"], "'3651' is no number of days"),
        (["--traffic", "plan.csv", "--days", "x"], "'x' is no number of days"),
        (["--traffic", "plan.csv", "--days", "9" * 5000], "is no number of days"),
        (["--traffic", "plan.csv", "--start", "2026-02-30"], "'2026-02-30' is no date"),
        (["--traffic", "plan.csv", "--start", "9999-01-01"], "'9999-01-01' is no date"),
        (["--traffic", "plan.csv", "--start", "1.1.2026"], "'1.1.2026' is no date"),
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
    told = capsys.readouterr().out
    for part in ("day,pool,isp,messages", "1-30,newsletter,Gmail,2000", "Gmail, Yahoo", "add up", "2026-01-01"):
        assert part in told


def test_off_a_terminal_everything_is_plain_and_whole() -> None:
    done = ended("--traffic", str(EXAMPLE), "--days", "60")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) < 130


class Outside(HTMLParser):
    """Whatever a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        self.loads += [str(named[name]) for name in ("src", "href", "srcset", "data") if name in named]


def figures(page: str) -> list[list[dict[str, Any]]]:
    """The traces of each figure of a page."""
    decoder = json.JSONDecoder()
    drawn = re.finditer(r'Plotly\.newPlot\(\s*"pool-\d+",\s*', page)
    return [decoder.raw_decode(page, match.end())[0] for match in drawn]


def test_the_charts_are_one_page_that_loads_nothing_and_shows_each_day(tmp_path: Path) -> None:
    path = plan_file(tmp_path, HEADER + "1-9,a,Gmail,500\n1-9,b,Yahoo,700\n")
    drawn = tmp_path / "out.html"
    done = ended("--traffic", str(path), "--days", "12", "--plot", str(drawn))
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"The charts are in {drawn}\n"
    page = drawn.read_text(encoding="utf-8")
    outside = Outside()
    outside.feed(page)
    assert outside.loads == []
    assert page.count("<h2>") == 2
    assert len(page) > 1_000_000  # plotly's own script, once
    assert len(page) < 8_000_000
    pools = simulate(read_plan(path, 12), SendingPolicy()).pools
    for traces, pool in zip(figures(page), pools, strict=True):
        shown_by_name = {trace["name"]: trace["y"] for trace in traces}
        history = pool.history
        assert shown_by_name["dedicated"] == [row.dedicated for row in history]
        assert shown_by_name["shared"] == [row.shared for row in history]
        assert shown_by_name["IPs"] == [row.ips for row in history]
        assert shown_by_name["% dedicated"][0] == 0
        assert shown_by_name["% dedicated"][-1] is None  # nothing left on the last days
        assert all(trace["x"] == [row.day for row in history] for trace in traces)


def test_charts_that_cannot_be_written_are_named_before_the_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere" / "out.html"
    assert main(["simulate", "--traffic", str(EXAMPLE), "--plot", str(nowhere)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert str(nowhere) in captured.err
    assert len(captured.err.splitlines()) == 1


def test_charts_without_their_extra_say_what_to_install_before_the_run(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['plotly'] = None\n"
        "from moto_ses_managed.cli import main\n"
        f"sys.exit(main(['simulate', '--traffic', {str(EXAMPLE)!r}, '--plot', {str(tmp_path / 'out.html')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "pip install 'moto-ses-managed[console]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_simulation_needs_neither_moto_nor_plotly() -> None:
    program = (
        "import sys\n"
        "from moto_ses_managed.cli import main\n"
        f"main(['simulate', '--traffic', {str(EXAMPLE)!r}])\n"
        "sys.exit(', '.join({'moto', 'boto3', 'botocore', 'plotly', 'requests'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_who_leaves_early_gets_no_traceback() -> None:
    pipe = f"{shlex.join(command('--traffic', str(EXAMPLE), '--every-day'))} | true"
    done = subprocess.run(
        ["bash", "-c", pipe], capture_output=True, text=True, cwd=ROOT, check=False, timeout=PATIENCE, env=PLAIN
    )
    assert done.stderr == ""


def busy_plan(folder: Path) -> Path:
    """A plan that takes more than a moment: 50 pools whose traffic changes every day for ten years."""
    rows = [f"{day},p{pool},Gmail,{1000 + day % 97}\n" for day in range(1, 3651) for pool in range(50)]
    return plan_file(folder, HEADER + "".join(rows))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals: the progress bar is NOT tested")
def test_a_long_run_shows_its_progress_on_a_terminal_and_ends_when_interrupted(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("--traffic", str(busy_plan(tmp_path))),
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        env=PLAIN | {"TERM": "xterm"},
    )
    os.close(theirs)
    seen = b""
    try:
        while b"Simulating" not in seen:
            seen += os.read(ours, 1000)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        os.close(ours)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in seen


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals: colours are NOT tested")
def test_a_terminal_has_colours_and_whole_numbers_however_narrow_it_is(tmp_path: Path) -> None:
    import pty

    path = plan_file(tmp_path, HEADER + "1-30,p,Gmail,1000000000\n")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("--traffic", str(path), "--every-day"),
        stdout=theirs,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=PLAIN | {"TERM": "xterm-256color", "COLUMNS": "40"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, b"")
    assert b"\x1b[" in seen
    assert "…" not in seen.decode()
    assert b"1000000000" in seen


def test_a_simulation_starts_where_its_caller_says() -> None:
    outcome = simulate(read_plan(EXAMPLE), SendingPolicy(), date(2027, 11, 30))
    assert [bill.month for bill in outcome.bills] == ["2027-11", "2027-12", "2028-01"]
    assert [bill.managed_days for bill in outcome.bills] == [1, 31, 28]
