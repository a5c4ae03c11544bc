"""The API of SES v1: request handling, and one module per group of operations."""
