"""The cost of sending: charges and the monthly bill."""
