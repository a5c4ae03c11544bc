"""Receiving mail as v1 is told to: rules and filters, kept and shown. No mail comes in here."""
