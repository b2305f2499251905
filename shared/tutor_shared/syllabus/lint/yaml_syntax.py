"""A file that is not YAML: a quote not closed, a colon too many, a line indented otherwise.

Text that holds a colon, a quote or a bracket is safe in block style, on the line after a `|`.

Fails:

.. code-block:: yaml

    # a whole file
    title: Fractions: the first steps

Passes:

.. code-block:: yaml

    # in a course
    title: |
      Fractions: the first steps
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("yaml-syntax", __doc__)
