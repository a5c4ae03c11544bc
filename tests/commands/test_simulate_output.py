"""Where the command ``simulate`` writes to: charts, a terminal, a pipe, or a reader who has left."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from moto_ses_managed import SendingPolicy
from moto_ses_managed.cli import main
from moto_ses_managed.rehearsal.outcome import simulate
from moto_ses_managed.rehearsal.plan import read_plan
from moto_ses_managed.reports.milestones import milestones
from tests.commands.simulating import EXAMPLE, HEADER, PLAIN, command, ended, plan_file
from tests.support.processes import ROOT, TIMEOUT


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
    assert re.findall("<h2>(.*?)</h2>", page) == ["a", "b", "The bill"]
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
        for name in ("bounced", "deferred", "queued"):
            assert shown_by_name[name] == [getattr(row, name) for row in history]
        assert all(trace["x"] == [str(row.date) for row in history] for trace in traces)
        assert all(f"<li>{milestone}</li>" in page for milestone in milestones(pool))
    for bill in simulate(read_plan(path, 12), SendingPolicy()).bills:
        assert f"<td>${bill.total:,.2f}</td>" in page


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
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False, timeout=TIMEOUT
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
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False, timeout=TIMEOUT
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_who_leaves_early_gets_no_traceback() -> None:
    pipe = f"{shlex.join(command('--traffic', str(EXAMPLE), '--every-day'))} | true"
    done = subprocess.run(
        ["bash", "-c", pipe], capture_output=True, text=True, cwd=ROOT, check=False, timeout=TIMEOUT, env=PLAIN
    )
    assert done.stderr == ""


def busy_plan(folder: Path) -> Path:
    """A plan that takes more than a moment: 50 pools whose traffic changes every day for ten years."""
    rows = [f"{day},p{pool},Gmail,{1000 + day % 97}\n" for day in range(1, 3651) for pool in range(50)]
    return plan_file(folder, HEADER + "".join(rows))


def all_from(terminal: int) -> bytes:
    """What is written to a terminal until its other end is closed."""
    seen = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux tells that it is closed
            return seen
        if not part:
            return seen
        seen += part


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals: the progress bar is NOT tested")
def test_a_long_run_shows_its_progress_on_a_terminal_and_ends_when_interrupted(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    # A shell has what it runs in the background ignore SIGINT, these tests and what they start included.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command("--traffic", str(busy_plan(tmp_path))),
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        env=PLAIN | {"TERM": "xterm"},
    )
    signal.signal(signal.SIGINT, before)
    os.close(theirs)
    seen = b""
    try:
        while b"Simulating" not in seen:
            seen += os.read(ours, 1000)
        process.send_signal(signal.SIGINT)
        # A terminal that nobody reads from fills up, and who writes to it waits.
        seen += all_from(ours)
        out, _ = process.communicate(timeout=TIMEOUT)
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
    seen = all_from(ours)
    os.close(ours)
    _, errors = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, errors) == (0, b"")
    assert b"\x1b[" in seen
    assert "…" not in seen.decode()
    assert b"1000000000" in seen


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals: plain text on one is NOT tested")
def test_a_terminal_without_rich_has_the_same_text_as_a_file(tmp_path: Path) -> None:
    import pty

    path = plan_file(tmp_path, HEADER + "1-9,p,Gmail,100000\n")
    program = (
        "import sys; sys.modules['rich'] = None\n"
        "from moto_ses_managed.cli import main\n"
        f"sys.exit(main(['simulate', '--traffic', {str(path)!r}]))"
    )
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=theirs, stderr=subprocess.PIPE, cwd=ROOT, env=PLAIN
    )
    os.close(theirs)
    seen = all_from(ours)
    os.close(ours)
    _, errors = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, errors) == (0, b"")
    assert seen.decode().replace("\r\n", "\n") == ended("--traffic", str(path)).stdout
