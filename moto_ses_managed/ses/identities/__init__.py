"""Email identities and their settings."""
