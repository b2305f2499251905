"""What YAML has and a course does not use: anchors, aliases, tags, merge keys, a second document.

Text that begins with `&`, `*` or `!` goes in single quotes, or in block style.

Fails:

.. code-block:: yaml

    # in a course
    title: !important Fractions

Passes:

.. code-block:: yaml

    # in a course
    title: "!important Fractions"
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("yaml-feature", __doc__)
