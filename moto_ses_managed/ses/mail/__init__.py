"""Messages on their way in: composing, reading, checking and rendering. Nothing here knows a backend."""
