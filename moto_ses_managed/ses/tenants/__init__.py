"""Tenants, with their resources, suppression and reputation. Nothing here knows a backend."""
