"""``python -m moto_ses_managed``: the command ``moto-ses-managed``."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
