"""Import and export jobs, and their files. Independent of the backend."""
