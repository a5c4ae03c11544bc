"""Multi-region endpoints. Independent of the backend."""
