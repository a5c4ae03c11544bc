"""Email templates: their store and their previews."""
