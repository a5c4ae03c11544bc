"""One Region as JSON and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from moto_ses_managed.simulation.region import Region

from .decoding import Decoder
from .encoding import Encoder
from .errors import DamagedError
from .simulation_records import SIMULATION


def dump_region(region: Region) -> dict[str, Any]:
    """All that a Region is, as JSON. Whoever calls holds its lock."""
    encoder = Encoder(SIMULATION)
    return {"Region": encoder.encode(Region, region), "Objects": encoder.objects}


def load_region(data: Any, wall: Callable[[], datetime]) -> Region:
    """The Region that dump_region() wrote down. Its time goes on from where it stood, whatever ``wall`` shows by now.

    Raises DamagedError.
    """
    if not isinstance(data, dict):
        raise DamagedError("A Region", "is no object.")
    region: Region = Decoder(SIMULATION, data.get("Objects")).decode(Region, data.get("Region"), "Region")
    region.clock.resume(wall)
    return region
