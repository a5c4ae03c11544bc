"""SES v1's wire: requests as moto reads them, and a file for each group of operations."""
