"""Import and export jobs: what each reads, writes and reports. Nothing here knows a backend."""
