"""What CloudWatch shows of managed pools: nothing is stored there, and moto's CloudWatch does what CloudWatch does."""

from .models import ManagedCloudWatchBackend as ManagedCloudWatchBackend
