"""The HTTP protocol of SES v2: routing, parameters, replies and errors."""
