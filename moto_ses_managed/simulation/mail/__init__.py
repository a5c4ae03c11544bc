"""Messages, what happens to them, and what is remembered of both."""
