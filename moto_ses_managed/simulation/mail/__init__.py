"""Messages, their events, and the log of both."""
