"""A file that is not UTF-8 text, so its letters cannot be told apart.

Save it as UTF-8; a byte order mark at the start does no harm. This is told while the bytes are
read, so it has no example here.
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("encoding", __doc__)
