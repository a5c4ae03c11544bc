"""S/MIME certificates of senders. Nothing here knows a backend."""
