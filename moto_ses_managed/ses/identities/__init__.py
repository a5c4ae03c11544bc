"""Email identities: what each is, and its settings."""
