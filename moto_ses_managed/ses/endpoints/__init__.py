"""Multi-region endpoints. Nothing here knows a backend."""
