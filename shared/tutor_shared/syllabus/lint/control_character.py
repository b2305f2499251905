r"""An invisible character that could steer a terminal or turn the direction of a line.

Such characters come along when text is pasted from elsewhere.

Fails:

.. code-block:: yaml

    # in a course
    title: "Fractions\x07"

Passes:

.. code-block:: yaml

    # in a course
    title: "Fractions"
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("control-character", __doc__)
