"""The test hooks: one object, two transports (in process, HTTP), one JSON form."""
