"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester"]

# A failed assert of a helper is explained as one of a test.
pytest.register_assert_rewrite("tests")

# The same examples in every run, however long each takes: `pytest --hypothesis-profile=default` looks for new ones.
settings.register_profile(
    "suite",
    derandomize=True,
    database=None,
    deadline=None,
    # A mock around all examples of a test is meant to be one.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def models_read_once() -> Iterator[None]:
    """Let botocore's sessions share what they read: moto has one for each mock, and SES's model alone is a megabyte."""
    import botocore.session

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.session, "create_loader", cache(botocore.session.create_loader))
        yield
