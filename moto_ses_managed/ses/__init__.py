"""SES v1 on moto, and the backend that v1 and v2 share, with the simulation of a Region.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

# This import comes first: the first import of moto's module makes the pytest plugin activate the extension, which
# imports modules of this package. None of them may be partly imported at that time.
import moto.ses  # noqa: F401
