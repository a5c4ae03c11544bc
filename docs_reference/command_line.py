"""The commands, from their own ``--help``."""

from __future__ import annotations

import argparse
import os

from moto_ses_managed import cli

_COLUMNS = "100"


def page() -> str:
    """A section for each command, with what its ``--help`` prints."""
    os.environ["COLUMNS"] = _COLUMNS
    return "\n\n".join(
        f"## moto-ses-managed {name}\n\n```text\n{parser.format_help().rstrip()}\n```"
        for name, parser in subcommands().items()
    )


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands by their names."""
    [action] = [action for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(action.choices)
