"""The events of a YAML text, and what is wrong with its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import Event
from ruamel.yaml.reader import ReaderError

from roleplay.content.problem import Fault

# What ruamel says -> our message; the first that matches wins.
_SYNTAX = (
    ("found character '\\t'", "yaml_tab"),
    ("cannot start any token", "yaml_first_character"),
    ("mapping values are not allowed", "yaml_colon"),
    ("unexpected end of stream", "yaml_quote"),
    ("unknown escape", "yaml_escape"),
    ("escape sequence", "yaml_escape"),
    ("expected ',' or", "yaml_bracket"),
    ("expected the node content", "yaml_bracket"),
    ("sequence entries are not allowed", "yaml_dash"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("expected <block end>", "yaml_indent"),
)
# ruamel stumbles over some escapes and directives instead of reporting them.
_STUMBLES = (ValueError, OverflowError, RecursionError, LookupError, AttributeError, AssertionError, TypeError)


class Unreadable(Exception):  # noqa: N818 - an answer on its way to read_yaml
    """Carries the fault that ends the reading."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.id)


def events(text: str) -> Iterator[Event]:
    """Yield the events of the text.

    Raises:
        Unreadable: the text is not YAML.
    """
    line = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.start_mark.line
            yield event
    except ReaderError as error:
        at = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else line + 1
        raise Unreadable(Fault("control_character", line=at)) from None
    except MarkedYAMLError as error:
        raise Unreadable(_syntax_fault(error, text)) from None
    except (YAMLError, *_STUMBLES):
        raise Unreadable(Fault("yaml_other", line=line + 1)) from None


def _syntax_fault(error: MarkedYAMLError, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    written = text.splitlines()
    here = written[line - 1] if line <= len(written) else ""
    problem = error.problem or ""
    id_ = next((id_ for part, id_ in _SYNTAX if part in problem), "yaml_other")
    if id_ in ("yaml_colon", "yaml_no_colon", "yaml_indent"):
        # The line before has a key without a usable colon: that is where the author must look.
        before = written[line - 2] if 2 <= line <= len(written) + 1 else ""
        for number, content in ((line - 1, before), (line, here)):
            if re.match(r"\s*(- )?[A-Za-z_]\w*(：|:(?=\S))", content):
                return Fault("yaml_no_colon", line=number)
    if id_ in ("yaml_bracket", "yaml_quote") and error.context_mark is not None:
        line = error.context_mark.line + 1
    if id_ == "yaml_first_character" and mark is not None:
        return Fault(id_, line=line, slots={"character": here[mark.column : mark.column + 1]})
    return Fault(id_, line=line)
