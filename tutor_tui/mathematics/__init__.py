r"""LaTeX mathematics in Markdown, as Unicode a terminal can show and a learner can read aloud.

`prose.py` finds the mathematics and leaves code alone, `reader.py` reads the LaTeX, `build.py`
sets fractions, roots and scripts on one line, `row.py` sets pieces side by side so that the line
means what the page meant: `\frac{a+b}{2}` is `(a+b)/2`, `\frac{1}{2}x` is `(1/2)x`. What is not
understood stands as its author wrote it.
"""

from tutor_tui.mathematics.convert import to_unicode

__all__ = ["to_unicode"]
