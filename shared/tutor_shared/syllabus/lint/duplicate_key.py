"""A key that stands twice in one mapping: only one of them could count.

Fails:

.. code-block:: yaml

    # in a question
    hints:
      - Which pieces could both be cut into?
    hints:
      - Sixths. How many of them is a half?

Passes:

.. code-block:: yaml

    # in a question
    hints:
      - Which pieces could both be cut into?
      - Sixths. How many of them is a half?
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("duplicate-key", __doc__)
