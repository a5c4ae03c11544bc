"""The operations of SES v2, one module per group."""
