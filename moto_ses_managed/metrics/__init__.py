"""CloudWatch metrics of managed pools. They are computed on request by moto's CloudWatch, and not stored there.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

from .models import ManagedCloudWatchBackend as ManagedCloudWatchBackend
