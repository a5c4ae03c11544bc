"""Contact lists: topics, contacts and what each wants to get. Nothing here knows a backend."""
