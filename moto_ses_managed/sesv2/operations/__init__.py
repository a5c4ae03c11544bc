"""SES v2's operations, a file for each group."""
