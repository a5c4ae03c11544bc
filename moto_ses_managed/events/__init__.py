"""Event publishing: what happens to mail, told to the event destinations of its configuration set."""

from .publishing import publish as publish
