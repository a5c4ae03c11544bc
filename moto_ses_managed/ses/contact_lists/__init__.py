"""Contact lists: topics, contacts and their preferences. Independent of the backend."""
