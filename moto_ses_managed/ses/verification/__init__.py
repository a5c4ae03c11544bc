"""Custom verification email templates. Nothing here knows a backend."""
