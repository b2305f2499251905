"""A file or a course that is larger, deeper or fuller than a course may be.

A file has at most 1 MiB and 100,000 values, nested 32 deep; a course has at most 500 topics.

Fails:

.. code-block:: yaml

    # in a course
    title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[deep]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

Passes:

.. code-block:: yaml

    # in a course
    title: flat
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("file-limits", __doc__)
