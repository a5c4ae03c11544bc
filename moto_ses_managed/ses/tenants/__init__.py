"""Tenants: on whose behalf an account sends, with resources, suppression and reputation. Nothing here knows a backend."""
