"""In place of a command that runs until it is stopped: reads its arguments, as the command does, and ends."""

import sys

from moto_ses_managed.cli import _parser

if __name__ == "__main__":
    _parser().parse_args(sys.argv[1:])
