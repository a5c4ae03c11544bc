"""The server: moto behind HTTP, within limits, with its access log and its end."""
