"""Email receiving of v1: rules and filters are stored and returned, but no mail is received."""
