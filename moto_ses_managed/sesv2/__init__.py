"""SES v2 over the wire: requests read by botocore's model, answered with SES's own codes and words.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

# First of all: pytest's plugin activates the extension when moto's module is first imported, and that imports modules
# of this room, which must not be in the middle of being imported themselves.
import moto.sesv2  # noqa: F401
