"""A topic whose file is not there, or may not be opened.

The topics of a course folder are files: the topic `adding` is `topics/adding.yaml`. Only regular
files inside the folder are read.

Fails:

.. code-block:: yaml

    # in a course
    topics: [subtracting]

Passes:

.. code-block:: yaml

    # in a course
    description: All topics are there.
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("missing-file", __doc__)
