"""SES's state in a file: what was there when the server ended is there when it starts again."""
