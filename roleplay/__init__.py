"""A sales role-play trainer: buyers who resist, and a scorecard that quotes what was said.

Rooms, top to bottom; a room imports only from rooms below it (held by import-linter)::

    ui | cli                      pages and commands
    practice                      the use cases, without a user interface
    content | store               files in, rows out
    buyer | scoring               who answers, who judges
    analysis                      the text of a turn -> what it does
    transcript, persona, ...      the shared vocabulary: frozen values
    settings
    errors
"""

__version__ = "0.1.0"
