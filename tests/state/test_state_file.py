"""--state's file: what is refused, who may write it, and what is left beside it."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import pytest

from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.state import keeper
from moto_ses_managed.state.backends import SavedBackends
from moto_ses_managed.state.errors import StateError
from moto_ses_managed.state.store import VERSION, Store
from tests.support.processes import TIMEOUT, next_line
from tests.support.server_clients import client_at, run_command
from tests.support.serving import start

from .servers import running


def good_file(folder: Path) -> Path:
    path = folder / "good"
    with running(path) as url:
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
    return path


def refused_line(path: Path) -> str:
    """What a server says that does not start with that file, after the program's name."""
    ended = run_command("server", "--port", "0", "--state", str(path))
    assert (ended.returncode, ended.stdout) == (1, ""), ended
    [line] = ended.stderr.splitlines()
    return line.removeprefix("moto-ses-managed: ")


def test_a_file_that_is_no_state_ends_the_start_with_one_line_and_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "state"
    path.write_text('{"name": "package.json"}')
    path.chmod(0o644)
    assert refused_line(path) == f"{path} is not a state of moto-ses-managed, or a damaged one."
    assert path.read_text() == '{"name": "package.json"}'
    assert path.stat().st_mode & 0o777 == 0o644
    assert [file.name for file in tmp_path.iterdir()] == ["state"]


def changed(path: Path, *statements: str) -> bytes:
    """The bytes of a good file that somebody changed by SQL."""
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    with sqlite3.connect(copy) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    data = copy.read_bytes()
    copy.unlink()
    return data


def test_a_damaged_foreign_or_newer_file_is_refused_and_neither_it_nor_ses_is_changed(tmp_path: Path) -> None:
    good = good_file(tmp_path)
    whole = good.read_bytes()
    path = tmp_path / "state"
    tree = b'[["dict","region",["object",0]],[0]]'
    for data, problem in (
        (whole[:-5000], "malformed"),
        (whole[:90], "malformed"),
        (whole[:40], "not a state"),
        (b"\x80", "not a state"),
        (b"SQLite format 3\0" + bytes(200), "not a state"),
        (whole[:30_000] + bytes(20_000) + whole[50_000:], "malformed"),
        (changed(good, "PRAGMA application_id = 7"), "not a state"),
        (changed(good, f"PRAGMA user_version = {VERSION - 1}"), f"has version {VERSION - 1} of the state"),
        (changed(good, f"PRAGMA user_version = {VERSION + 1}"), f"has version {VERSION + 1} of the state"),
        (changed(good, "UPDATE regions SET crc = crc + 1"), "not what was written there"),
        (changed(good, "UPDATE regions SET account = 'me'"), "12 digits"),
        (changed(good, "UPDATE regions SET name = 'moon'"), "has no Amazon SES"),
        (changed(good, "UPDATE kinds SET class = 'os:system'"), "holds a os:system, which this version does not know"),
        (changed(good, "UPDATE kinds SET class = 'moto.ses.models:uuid'"), "which this version does not know"),
        (changed(good, "UPDATE kinds SET attributes = '7'"), "not a state that can be read"),
        (changed(good, "DROP TABLE kinds"), "no such table"),
        (
            changed(good, f"UPDATE regions SET data = X'{tree.hex()}', crc = {crc32(tree)}"),
            "not a state that can be read",
        ),
    ):
        path.write_bytes(data)
        with mock_aws():
            hooks = SesManaged()
            hooks.lease_standard_ips(1)
            with pytest.raises(StateError) as refused:
                keeper.StateKeeper(path, print).start()
            assert len(hooks.lease_standard_ips(1)) == 1
            assert len(client_at(None).get_dedicated_ips()["DedicatedIps"]) == 2
        message = str(refused.value)
        assert problem in message
        assert str(path) in message
        assert "\n" not in message
        assert path.read_bytes() == data
        assert {file.name for file in tmp_path.iterdir()} == {"good", "state"}


def test_an_empty_file_is_a_fresh_start(tmp_path: Path) -> None:
    """As a container has it that a single file is mounted into."""
    path = tmp_path / "state"
    path.touch()
    with running(path) as url:
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
    with running(path) as url:
        assert [pool.name for pool in SesManaged(server=url).pools()] == ["pool"]


@pytest.mark.parametrize(("before", "after"), [(None, 0o600), (0o644, 0o600), (0o600, 0o600), (0o400, 0o400)])
def test_the_file_is_its_owners_alone(tmp_path: Path, before: int | None, after: int) -> None:
    path = tmp_path / "state"
    if before is not None:
        path.touch()
        path.chmod(before)
        if not os.access(path, os.W_OK):
            pytest.skip("only root writes into a file that is for reading")
    with mock_aws():
        keeping = keeper.StateKeeper(path, print)
        keeping.start()
        SesManaged().lease_standard_ips(1)
        keeping.note_change()
        assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {after}
        keeping.stop()
    assert path.stat().st_mode & 0o777 == after


@pytest.mark.parametrize("device", ["/dev/null", "/dev/full", "/dev/zero"])
def test_a_device_is_refused(device: str) -> None:
    assert refused_line(Path(device)) == f"{device} is not a regular file, which a state needs."


def test_a_fifo_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    assert refused_line(path) == f"{path} is not a regular file, which a state needs."


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


@pytest.mark.slow
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
    assert {file.name for file in tmp_path.iterdir()} == {"state.json", "link.json"}


def test_a_server_that_was_killed_holds_nobody_back_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "state"
    process, _ = start("--state", str(path))
    process.kill()
    process.communicate(timeout=TIMEOUT)
    with running(path) as url:
        assert SesManaged(server=url).pools() == []
    assert [file.name for file in tmp_path.iterdir()] == ["state"]


def test_a_file_that_was_refused_has_nothing_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text("{}")
    assert run_command("server", "--port", "0", "--state", str(path)).returncode == 1
    assert [file.name for file in tmp_path.iterdir()] == ["package.json"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "state.json"
    link.symlink_to(tmp_path / "real" / "state.json")
    with running(link) as url:
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
    assert link.is_symlink()
    assert b"pool" in (tmp_path / "real" / "state.json").read_bytes()


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process can grow beyond some bytes, as on a disk that is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_disk_that_is_full_is_said_and_what_was_not_written_is_once_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "state"
    with mock_aws():
        ses = client_at(None)
        ses.create_email_identity(EmailIdentity="example.com")
        store = Store(path)
        saving = SavedBackends(store)
        saving.save()
        for number in range(50):
            ses.send_email(
                FromEmailAddress="shop@example.com",
                Destination={"ToAddresses": [f"a{number}@gmail.com"]},
                Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t" * 5000}}}},
            )
        with no_room():
            for _ in range(2):
                with pytest.raises(StateError, match=f"^The state can't be written to {path}: "):
                    saving.save()
        ses.create_email_identity(EmailIdentity="example.org")
        saving.save()
        store.close()
        sent = SesManaged().messages
        assert len(sent) == 50
        SavedBackends(store := Store(path)).load()
        store.close()
        assert SesManaged().messages == sent
        assert len(ses.list_email_identities()["EmailIdentities"]) == 2


def test_a_file_that_somebody_removed_is_said_and_the_server_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    process, url = start("--state", str(folder / "state.json"))
    try:
        # No user can write into a folder that does not exist, not even root.
        shutil.rmtree(folder)
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
        first = next_line(process, process.stderr)
        assert len(SesManaged(server=url).pools()) == 1
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 1
    # It was tried again, at the end at least.
    lines = [first, *errors.splitlines()]
    assert len(lines) >= 2
    assert all("The state can't be written to" in line and os.strerror(2) in line for line in lines)
