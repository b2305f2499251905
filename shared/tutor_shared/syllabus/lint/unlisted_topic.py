"""A file under `topics/` that the course does not list, so that no learner meets it.

Add its name to `topics` in syllabus.yaml, in the place where it belongs. This is told while the
folder is read, so it has no example here.
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("unlisted-topic", __doc__, severity="warning")
