"""Handlebars of the library, with limits on the cost of one rendering.

The library limits the nesting of blocks and partials, but not how often they are rendered or how much they write: six
nested loops over 60 items are 46 billion renderings. So each body of a compiled template (of a block, a partial, or the
template itself) starts with a tag of this module that counts its cost, and the strings of the data count themselves
when they are written. This uses the library's nodes and ``_templates``, so its version is pinned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dotpromptz_handlebars import Handlebars, StrictModeError

MAX_STEPS = 50_000
"""The most tags and texts of one message, loops unrolled (our choice: some tenths of a second).

Each entry of a bulk request is a separate message with this limit (our choice).
"""

MAX_OUTPUT = 40 * 1024 * 1024
"""The most characters of one rendered message (our choice: the largest size of a message)."""

MissingPathError = StrictModeError
"""The template uses a path that the data does not have: ``path``."""

BROKEN = (ValueError, LookupError, TypeError, RecursionError)
"""The errors of the library for an invalid template."""

_COUNT = "$count"
_NAME = "template"
_BUDGET = "\0budget"
_LONGEST_NUMBER = 32
_INLINE_STEPS = 16  # the library copies all partials for each that a template defines


class TooMuchError(Exception):
    """A rendering exceeded the limit of steps or of text."""


class Budget:
    """The steps and text that the renderings of one message may still use."""

    def __init__(self) -> None:
        self._steps = MAX_STEPS
        self._output = MAX_OUTPUT

    def spend(self, steps: int, output: int) -> None:
        """Use up steps and text. Raises TooMuchError."""
        self._steps -= steps
        self._output -= output
        if self._steps < 0:
            raise TooMuchError(f"the rendering takes more than {MAX_STEPS:,} steps")
        if self._output < 0:
            raise TooMuchError(f"the rendered message has more than {MAX_OUTPUT:,} characters")


Fill = Callable[[Mapping[str, Any], Budget], str]
"""Renders a compiled template with data, within a budget."""


def compiled(source: str) -> Fill:
    """Compile a template. Raises the errors in BROKEN for invalid Handlebars."""
    handlebars = Handlebars(strict=True, escape_html=False)
    handlebars.register_helper("log", lambda _arguments, _options: "")  # the library's helper prints
    handlebars.register_helper(_COUNT, _count)
    handlebars.register_template(_NAME, source)
    _Instrument(handlebars, source.count("\n")).body(handlebars._templates[_NAME])

    def fill(data: Mapping[str, Any], budget: Budget) -> str:
        return handlebars.render(_NAME, _counted(data, budget), data={_BUDGET: budget})

    return fill


class _Instrument:
    """Inserts the counting tags into a compiled template."""

    def __init__(self, handlebars: Handlebars, lines: int) -> None:
        self._handlebars = handlebars
        self._lines = lines

    def body(self, nodes: list[Any]) -> None:
        """Insert a tag that counts the cost of a body, and the same for the bodies in it."""
        steps, output = 1, 0
        for node in nodes:
            steps += 1 + len(repr(getattr(node, "call", ""))) // 512
            output += len(getattr(node, "value", "")) + len(getattr(node, "indent", "")) * self._lines
            output += _LONGEST_NUMBER if hasattr(node, "raw") else 0
            inner = [
                block for block in (getattr(node, "body", None), getattr(node, "inverse", None)) if block is not None
            ]
            if len(inner) == 1 and not hasattr(node, "call"):
                steps += _INLINE_STEPS
            for block in inner:
                self.body(block)
        nodes.insert(0, self._tag(steps, output))

    def _tag(self, steps: int, output: int) -> Any:
        name = f"{_COUNT} {steps} {output}"
        if name not in self._handlebars._templates:
            self._handlebars.register_template(name, f"{{{{{name}}}}}")
        return self._handlebars._templates[name][0]


def _count(arguments: Sequence[Any], options: Any) -> str:
    options.data[_BUDGET].spend(int(arguments[0]), int(arguments[1]))
    return ""


class _CountedText(str):
    """A string of the data, counted each time it is written."""

    budget: Budget

    def __str__(self) -> str:
        self.budget.spend(0, len(self))
        return str.__str__(self)


def _counted(value: Any, budget: Budget) -> Any:
    """The data with strings that count themselves, also for numbers with many digits."""
    if isinstance(value, dict):
        return {name: _counted(item, budget) for name, item in value.items()}
    if isinstance(value, list):
        return [_counted(item, budget) for item in value]
    is_long = isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 4 * _LONGEST_NUMBER
    if isinstance(value, str) or is_long:
        text = _CountedText(value)
        text.budget = budget
        return text
    return value
