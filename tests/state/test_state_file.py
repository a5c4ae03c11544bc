"""--state's file: what is refused, who may write it, and what is left beside it."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.state import file as state_file
from moto_ses_managed.state import keeper
from moto_ses_managed.state.errors import StateError
from tests.serving import PATIENCE, next_line, start
from tests.test_server import client_at, run_command

from .test_server_state import ACCOUNT, running


def good_document(folder: Path) -> dict[str, Any]:
    path = folder / "good.json"
    with running(path) as url:
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
    document: dict[str, Any] = json.loads(path.read_bytes())
    return document


def test_a_file_that_is_no_state_ends_the_start_with_one_line_and_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{"name": "package.json"}')
    ended = run_command("server", "--port", "0", "--state", str(path))
    assert ended.returncode == 1, ended
    assert ended.stdout == ""
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"moto-ses-managed: {path} is no state of moto-ses-managed")
    assert path.read_text() == '{"name": "package.json"}'


def test_a_damaged_foreign_or_newer_file_is_refused_and_neither_it_nor_ses_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    good = good_document(tmp_path)
    whole = json.dumps(good)
    changed = json.loads(whole)
    changed["State"][0]["Backend"]["sent_message_count"] = 7
    signed = json.loads(json.dumps(good).replace('"name": "pool"', '"name": 5'))
    signed["Digest"] = state_file._digest(state_file._text(signed["State"]))
    for text, problem in (
        (whole[:-50], "damaged"),
        (whole[:40], "damaged"),
        ("", "damaged"),
        ("\x80", "damaged"),
        ("[" * 100_000, "damaged"),
        ("[]", "no state"),
        ('{"name": "package.json"}', "no state"),
        ('{"Format": "another"}', "no state"),
        (json.dumps(good | {"Version": 2, "WrittenBy": "9.9"}), "has version 2 of the state, written by"),
        (json.dumps(good | {"Version": None}), "has version None"),
        (json.dumps(changed), "not what was written there"),
        (json.dumps(good | {"State": None}), "not what was written there"),
        (json.dumps(signed), "is no state that can be read"),
    ):
        path.write_bytes(text.encode("latin-1"))
        with mock_aws():
            hooks = SesManaged()
            hooks.lease_standard_ips(1)
            with pytest.raises(StateError) as refused:
                keeper.StateKeeper(path, print).start()
            assert len(hooks.lease_standard_ips(1)) == 1
            assert hooks.bill().standard_ip_days == 2
        message = str(refused.value)
        assert problem in message
        assert str(path) in message
        assert "\n" not in message
        assert path.read_bytes() == text.encode("latin-1")


def test_a_place_where_nothing_can_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "nowhere" / "state.json", tmp_path, tmp_path / "file" / "state.json", Path("/proc/state")):
        with pytest.raises(StateError) as refused:
            keeper.StateKeeper(path, print).start()
        assert str(path) in str(refused.value)
        assert "\n" not in str(refused.value)
    ended = run_command("server", "--port", "0", "--state", str(tmp_path))
    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert str(tmp_path) in line
    assert ended.stdout == ""


def test_a_file_that_another_server_has_is_refused_and_free_again_once_that_one_ended(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    (tmp_path / "link.json").symlink_to(path)
    with running(path) as url:
        client_at(url).create_dedicated_ip_pool(PoolName="first")
        for name in (path, tmp_path / "link.json"):
            ended = run_command("server", "--port", "0", "--state", str(name))
            assert (ended.returncode, ended.stdout) == (1, "")
            [line] = ended.stderr.splitlines()
            assert f"{path} is another server's" in line
        client_at(url).create_dedicated_ip_pool(PoolName="second")
    with running(path) as url:
        assert [pool.name for pool in SesManaged(server=url).pools()] == ["first", "second"]
    assert {found.name for found in tmp_path.iterdir()} == {"state.json", "link.json"}


def test_a_server_that_was_killed_holds_nobody_back_and_its_remains_are_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    process, _ = start("--state", str(path))
    process.kill()
    process.communicate(timeout=30)
    # As if it had been killed while it wrote; what is another file's stays.
    (tmp_path / f".state.json.{process.pid}.tmp").write_text("{")
    (tmp_path / ".other.json.1.tmp").write_text("{")
    with running(path):
        assert {found.name for found in tmp_path.iterdir()} == {".state.json.lock", "state.json", ".other.json.1.tmp"}
    assert {found.name for found in tmp_path.iterdir()} == {"state.json", ".other.json.1.tmp"}


def test_a_file_that_was_refused_has_nothing_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text("{}")
    assert run_command("server", "--port", "0", "--state", str(path)).returncode == 1
    assert [found.name for found in tmp_path.iterdir()] == ["package.json"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "state.json"
    link.symlink_to(tmp_path / "real" / "state.json")
    with running(link) as url:
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
    assert link.is_symlink()
    assert "pool" in (tmp_path / "real" / "state.json").read_text()


def test_a_writing_that_fails_leaves_the_last_state_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    state_file.write_state(path, ["first"])
    for unwritable in (float("nan"), object()):
        with pytest.raises((ValueError, TypeError)):
            state_file.write_state(path, [unwritable])
    assert state_file.read_state(path) == ["first"]
    assert [found.name for found in tmp_path.iterdir()] == ["state.json"]


def test_a_disk_that_fills_up_is_said_and_the_server_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    process, url = start("--state", str(folder / "state.json"))
    try:
        # Nothing can be written into a folder that is gone, whoever the test runs as.
        shutil.rmtree(folder)
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
        said = next_line(process, process.stderr)
        assert len(SesManaged(server=url).pools()) == 1
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    # It was tried again, at the end at least.
    lines = [said, *errors.splitlines()]
    assert len(lines) >= 2
    assert all("The state can't be written to" in line and os.strerror(2) in line for line in lines)


def test_the_state_is_of_one_format_whoever_reads_it(tmp_path: Path) -> None:
    document = good_document(tmp_path)
    assert list(document) == ["Format", "Version", "WrittenBy", "Digest", "State"]
    assert (document["Format"], document["Version"]) == ("moto_ses_managed state", 1)
    assert [(entry["AccountId"], entry["Region"]) for entry in document["State"]] == [(ACCOUNT, "us-east-1")]
