"""Counts of mail by hour, ISP and route."""
