"""What the server's HTTP is made of: requests within limits, moto's application, the access log."""
