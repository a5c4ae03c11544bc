"""What CloudWatch shows of managed pools: nothing is stored there, and moto's CloudWatch does what CloudWatch does.

Private: only what ``moto_ses_managed`` itself exports is public.
"""

from .models import ManagedCloudWatchBackend as ManagedCloudWatchBackend
