"""Handlebars as the library has it, with a bound on what one rendering may take.

The library bounds how deep blocks and partials nest, and neither how often they are rendered nor how much they make:
six nested loops over 60 items are 46 billion. So each body of a compiled template (of a block, a partial, the template
itself) begins with a tag of this module's that counts what the body costs, and the strings of the data count themselves
when they are written. That takes the library's nodes and ``_templates``: its version is pinned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dotpromptz_handlebars import Handlebars, StrictModeError

MAX_STEPS = 50_000
"""Tags and texts that one message may have rendered, loops unrolled (our choice: some tenths of a second).

Each entry of a bulk request is a message of its own, and has as many (our choice).
"""

MAX_OUTPUT = 40 * 1024 * 1024
"""Characters that one message may be rendered to (our choice: as much as a message may weigh)."""

MissingPathError = StrictModeError
"""The template shows a path that the data does not have: ``path``."""

BROKEN = (ValueError, LookupError, TypeError, RecursionError)
"""What the library raises for a template that it does not take."""

_COUNT = "$count"
_NAME = "template"
_BUDGET = "\0budget"
_LONGEST_NUMBER = 32
_INLINE_STEPS = 16  # the library copies all partials for each that a template defines


class TooMuchError(Exception):
    """One rendering took more steps, or made more text, than it may."""


class Budget:
    """What the renderings of one message may still take."""

    def __init__(self) -> None:
        self._steps = MAX_STEPS
        self._output = MAX_OUTPUT

    def spend(self, steps: int, output: int) -> None:
        """Raises TooMuchError."""
        self._steps -= steps
        self._output -= output
        if self._steps < 0:
            raise TooMuchError(f"the rendering takes more than {MAX_STEPS:,} steps")
        if self._output < 0:
            raise TooMuchError(f"the rendered message has more than {MAX_OUTPUT:,} characters")


Fill = Callable[[Mapping[str, Any], Budget], str]
"""Renders a compiled template with data, within a budget."""


def compiled(source: str) -> Fill:
    """Raises what is in BROKEN for what is not Handlebars."""
    handlebars = Handlebars(strict=True, escape_html=False)
    handlebars.register_helper("log", lambda _arguments, _options: "")  # the library's prints
    handlebars.register_helper(_COUNT, _count)
    handlebars.register_template(_NAME, source)
    _Instrument(handlebars, source.count("\n")).body(handlebars._templates[_NAME])

    def fill(data: Mapping[str, Any], budget: Budget) -> str:
        return handlebars.render(_NAME, _counted(data, budget), data={_BUDGET: budget})

    return fill


class _Instrument:
    """Puts the counting tags into a compiled template."""

    def __init__(self, handlebars: Handlebars, lines: int) -> None:
        self._handlebars = handlebars
        self._lines = lines

    def body(self, nodes: list[Any]) -> None:
        """Count what a body costs each time it is rendered, and have the bodies in it do so too."""
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
    """The data with strings that count themselves, numbers of many digits among them."""
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
