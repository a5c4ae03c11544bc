"""Where the control API and the console are, in a server and in process alike."""

from typing import Final

PREFIX: Final = "/moto-api/ses-managed/"

HEALTH_PATH: Final = f"{PREFIX}health"
