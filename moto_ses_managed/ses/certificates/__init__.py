"""S/MIME certificates of senders. Independent of the backend."""
