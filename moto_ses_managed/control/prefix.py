"""The URL path of the control API and the console, in a server and in process."""

from typing import Final

PREFIX: Final = "/moto-api/ses-managed/"

HEALTH_PATH: Final = f"{PREFIX}health"
