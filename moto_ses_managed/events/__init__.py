"""Event publishing: what happens to mail, told to the event destinations of its configuration set."""

from .publishing import prepare as prepare
