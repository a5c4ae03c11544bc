"""Requests and replies of the control API in JSON: written, read, checked, described, by the types of dataclasses."""
