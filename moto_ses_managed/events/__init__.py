"""Event publishing: the events of mail, sent to the event destinations of its configuration set.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

from .publishing import prepare as prepare
