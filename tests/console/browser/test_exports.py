"""Charts and tables saved from Chromium: their numbers are those of the hooks."""

from __future__ import annotations

import csv
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from .chromium import Console

pytestmark = pytest.mark.needs_browser

Save = Callable[[str], Path]


@pytest.fixture
def save(console: Console, tmp_path: Path) -> Save:
    """Clicks a button that saves a file, and returns the file."""
    console.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": False}
    )

    def saved(button: str) -> Path:
        before = set(tmp_path.iterdir())
        console.click(button)
        [path] = console.wait(
            lambda: [path for path in set(tmp_path.iterdir()) - before if path.suffix in {".csv", ".png"}]
        )
        console.wait(lambda: path.stat().st_size > 0)
        return path

    return saved


@pytest.fixture
def pool(console: Console) -> str:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.hooks.send_traffic("pool", {"Gmail": 12_000, "Yahoo": 1_300}, days=5)
    console.open_pool("pool")
    return "pool"


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_a_chart_is_saved_as_csv_with_the_hooks_numbers(console: Console, pool: str, save: Save) -> None:
    life = rows(save("#csv-chart-life"))
    history = console.hooks.pool(pool).history
    assert life[0] == ["Date (UTC)", "dedicated", "shared", "bounced", "deferred", "queued", "IPs", "% dedicated"]
    assert [row[0][:10] for row in life[1:]] == [str(day.date) for day in history]
    assert [[int(cell) for cell in row[1:7]] for row in life[1:]] == [
        [day.dedicated, day.shared, day.bounced, day.deferred, day.queued, day.ips] for day in history
    ]


def test_a_table_is_saved_as_csv_with_the_hooks_numbers(console: Console, pool: str, save: Save) -> None:
    table = rows(save("#csv-isps-table"))
    gmail = dict(zip(table[0], next(row for row in table if row[0] == "Gmail"), strict=True))
    sending = console.hooks.pool(pool).by_isp["Gmail"]
    assert int(gmail["Dedicated"]) == sending.dedicated
    assert int(gmail["Shared"]) == sending.shared
    assert int(gmail["Sent in 24 hours"]) == sending.sent_last_24_hours
    days = rows(save("#csv-days-table"))
    assert [int(row[3]) for row in days[1:]] == [day.dedicated for day in reversed(console.hooks.pool(pool).history)]


@pytest.mark.parametrize("name", ["volume", "percentage", "capacity", "life"])
def test_a_chart_is_saved_as_a_picture_twice_its_size(console: Console, pool: str, save: Save, name: str) -> None:
    width, height = size(save(f"#png-chart-{name}"))
    chart_size = console.one(f"#chart-{name}").size
    assert (width, height) == (2 * chart_size["width"], 2 * chart_size["height"])


@pytest.mark.parametrize("name", ["warmup-table", "isps-table", "days-table"])
def test_a_table_is_saved_as_a_picture(pool: str, save: Save, name: str) -> None:
    width, height = size(save(f"#png-{name}"))
    assert width > 200
    assert height > 48


def test_what_a_spreadsheet_would_take_for_a_formula_is_a_text(console: Console, save: Save) -> None:
    tags = [{"Key": "=1+1", "Value": ""}]
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED", Tags=tags)
    console.open()
    table = rows(save("#csv-managed-pools"))
    assert table[0][0] == "IP pool"
    assert table[1][table[0].index("Tags")] == "'=1+1"


def test_where_there_is_nothing_to_save_the_page_says_so(console: Console) -> None:
    console.open()
    console.click("#csv-managed-pools")
    console.wait_for_announcement("There is nothing to save yet.")
