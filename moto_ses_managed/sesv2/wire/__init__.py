"""SES v2's wire: which operation a request is, reading its parameters, replies and errors."""
