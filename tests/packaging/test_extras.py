"""Each extra is one that the smoke test of the built packages tries, and that `doctor` names."""

from __future__ import annotations

from importlib.metadata import metadata

from moto_ses_managed.commands.doctor import EXTRAS
from tests.packaging import smoke

PUBLISHED = set(metadata("moto-ses-managed").get_all("Provides-Extra") or [])


def test_each_extra_is_installed_and_tried_by_itself() -> None:
    assert set(smoke.EXTRAS) - {""} == PUBLISHED


def test_doctor_names_what_each_extra_brings() -> None:
    assert set(EXTRAS) == PUBLISHED
