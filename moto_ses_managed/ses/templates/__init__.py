"""Email templates: where they are kept, and their previews."""
