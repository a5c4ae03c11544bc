"""The control API's JSON: how dataclasses are written, read, checked and described."""
