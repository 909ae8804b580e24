"""The errors that a reader can act on.

``RoleplayError``
├── ``InputError``     a file or an argument that the caller gave is wrong; the caller mends it
│   └── ``ContentError``   one or more content files (buyers, offers, rubrics) are wrong; their author mends them
├── ``SetupError``     a setting is missing or wrong; whoever runs the program mends it
├── ``ModelError``     the chat model did not answer usably; the call goes on without it
└── ``NotFound``       no such call, buyer or rubric, or it belongs to somebody else

Everything else that is raised is a fault of ours. A message reads ``where: what is wrong — how to mend it``.
"""

from __future__ import annotations


class RoleplayError(Exception):
    """Base of all errors that a user can act on; its text is fit to be shown."""


class InputError(RoleplayError):
    """Something the caller handed in cannot be used. The text says where, what, and how to mend it."""


class ContentError(InputError):
    """Content files are wrong.

    ``problems`` holds one line a problem, in file order, each as ``file:line: key: what — how to mend it``.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class SetupError(RoleplayError):
    """A setting is missing or does not fit. The text names the setting."""


class ModelError(RoleplayError):
    """The chat model could not be used for this reply.

    ``kind`` is a short stable id for logs and tests: ``refused``, ``unauthorised``, ``rate_limited``,
    ``server_error``, ``timeout``, ``cut``, ``garbage``, ``empty`` or ``rejected`` (the guard turned every try down).
    """

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class NotFound(RoleplayError):  # noqa: N818 - reads as what it says in ``raise NotFound``
    """There is no such thing for this user. Says the same whether it is missing or somebody else's."""
