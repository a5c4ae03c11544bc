"""Custom verification email templates. Independent of the backend."""
