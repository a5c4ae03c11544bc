"""SES v2 on moto: requests are read with botocore's model, and answered with SES's own codes and messages.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

# This import comes first: the first import of moto's module makes the pytest plugin activate the extension, which
# imports modules of this package. None of them may be partly imported at that time.
import moto.sesv2  # noqa: F401
