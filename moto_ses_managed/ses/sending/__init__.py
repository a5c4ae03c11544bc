"""Sending: SES's rules for messages, and the single function that accepts them."""
