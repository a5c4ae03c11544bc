"""Tenants, with their resources, suppression and reputation. Independent of the backend."""
