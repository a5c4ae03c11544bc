"""Dedicated IP pools: their IPs, warm-up, scaling and routing."""
