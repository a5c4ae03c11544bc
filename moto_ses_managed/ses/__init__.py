"""SES v1 on moto: the core backend, which v1 and v2 share, with a Region of the simulation inside.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

# First of all: pytest's plugin activates the extension when moto's module is first imported, and that imports modules
# of this room, which must not be in the middle of being imported themselves.
import moto.ses  # noqa: F401
