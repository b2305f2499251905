r"""The signs: commands and characters by what they do in a row, and what each looks like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor_tui.mathematics.box import Box, Level

_ORDINARY: Final = {
    r"\alpha": "α",
    r"\beta": "β",
    r"\gamma": "γ",
    r"\delta": "δ",
    r"\epsilon": "ϵ",
    r"\varepsilon": "ε",
    r"\zeta": "ζ",
    r"\eta": "η",
    r"\theta": "θ",
    r"\vartheta": "ϑ",
    r"\iota": "ι",
    r"\kappa": "κ",
    r"\lambda": "λ",
    r"\mu": "μ",
    r"\nu": "ν",
    r"\xi": "ξ",
    r"\omicron": "ο",
    r"\pi": "π",
    r"\varpi": "ϖ",
    r"\rho": "ρ",
    r"\varrho": "ϱ",
    r"\sigma": "σ",
    r"\varsigma": "ς",
    r"\tau": "τ",
    r"\upsilon": "υ",
    r"\phi": "ϕ",
    r"\varphi": "φ",
    r"\chi": "χ",
    r"\psi": "ψ",
    r"\omega": "ω",
    r"\Gamma": "Γ",
    r"\Delta": "Δ",
    r"\Theta": "Θ",
    r"\Lambda": "Λ",
    r"\Xi": "Ξ",
    r"\Pi": "Π",
    r"\Sigma": "Σ",
    r"\Upsilon": "Υ",
    r"\Phi": "Φ",
    r"\Psi": "Ψ",
    r"\Omega": "Ω",
    r"\infty": "∞",
    r"\partial": "∂",
    r"\nabla": "∇",
    r"\emptyset": "∅",
    r"\varnothing": "∅",
    r"\forall": "∀",
    r"\exists": "∃",
    r"\nexists": "∄",
    r"\neg": "¬",
    r"\lnot": "¬",
    r"\top": "⊤",
    r"\bot": "⊥",
    r"\hbar": "ħ",
    r"\ell": "ℓ",
    r"\Re": "ℜ",
    r"\Im": "ℑ",
    r"\aleph": "ℵ",
    r"\angle": "∠",
    r"\measuredangle": "∡",
    r"\triangle": "△",
    r"\square": "□",
    r"\degree": "°",
    r"\prime": "′",
    r"\ldots": "…",
    r"\dots": "…",
    r"\dotsc": "…",
    r"\cdots": "⋯",
    r"\dotsb": "⋯",
    r"\vdots": "⋮",
    r"\ddots": "⋱",
    r"\checkmark": "✓",
    r"\pounds": "£",
    r"\euro": "€",
    r"\#": "#",
    r"\&": "&",
    r"\_": "_",
    r"\$": "$",
    r"\%": "%",
}
_ADDING: Final = {
    "+": "+",
    "-": "-",
    r"\pm": "±",
    r"\mp": "∓",
    r"\oplus": "⊕",
    r"\ominus": "⊖",
    r"\cup": "∪",
    r"\cap": "∩",
    r"\setminus": "∖",
    r"\backslash": "∖",
    r"\wedge": "∧",
    r"\land": "∧",
    r"\vee": "∨",
    r"\lor": "∨",
}
_MULTIPLYING: Final = {
    "*": "∗",  # an asterisk would be emphasis in Markdown
    r"\ast": "∗",
    r"\cdot": "·",
    r"\times": "×",
    r"\star": "⋆",
    r"\circ": "∘",
    r"\bullet": "•",
    r"\otimes": "⊗",
    r"\odot": "⊙",
}
_DIVIDING: Final = {"/": "/", ":": ":", r"\div": "÷", r"\colon": ":"}
_RELATIONS: Final = {
    r"\bmod": "mod",
    "=": "=",
    "<": "<",
    ">": ">",
    "<=": "≤",
    ">=": "≥",
    ":=": ":=",
    "->": "→",
    "=>": "⇒",
    r"\lt": "<",
    r"\gt": ">",
    r"\le": "≤",
    r"\leq": "≤",
    r"\leqslant": "≤",
    r"\ge": "≥",
    r"\geq": "≥",
    r"\geqslant": "≥",
    r"\ne": "≠",
    r"\neq": "≠",
    r"\ll": "≪",
    r"\gg": "≫",
    r"\approx": "≈",
    r"\sim": "∼",
    r"\simeq": "≃",
    r"\cong": "≅",
    r"\equiv": "≡",
    r"\propto": "∝",
    r"\in": "∈",
    r"\notin": "∉",
    r"\ni": "∋",
    r"\subset": "⊂",
    r"\subseteq": "⊆",
    r"\subsetneq": "⊊",
    r"\supset": "⊃",
    r"\supseteq": "⊇",
    r"\mid": "∣",
    r"\nmid": "∤",
    r"\parallel": "∥",
    r"\perp": "⟂",
    r"\to": "→",
    r"\rightarrow": "→",
    r"\longrightarrow": "⟶",
    r"\leftarrow": "←",
    r"\gets": "←",
    r"\leftrightarrow": "↔",
    r"\Rightarrow": "⇒",
    r"\implies": "⟹",
    r"\Longrightarrow": "⟹",
    r"\Leftarrow": "⇐",
    r"\impliedby": "⟸",
    r"\Leftrightarrow": "⇔",
    r"\iff": "⟺",
    r"\mapsto": "↦",
    r"\longmapsto": "⟼",
    r"\hookrightarrow": "↪",
    r"\rightleftharpoons": "⇌",
    r"\uparrow": "↑",
    r"\downarrow": "↓",
    r"\therefore": "∴",
    r"\because": "∵",
    r"\models": "⊨",
    r"\vdash": "⊢",
}
_PUNCTUATION: Final = {",": ",", ";": ";", ".": "."}
OPENERS: Final = {
    "(": "(",
    "[": "[",
    r"\{": "{",
    r"\lbrace": "{",
    r"\lbrack": "[",
    r"\langle": "⟨",
    r"\lfloor": "⌊",
    r"\lceil": "⌈",
    r"\lvert": "|",
    r"\lVert": "‖",
}
CLOSERS: Final = {
    ")": ")",
    "]": "]",
    r"\}": "}",
    r"\rbrace": "}",
    r"\rbrack": "]",
    r"\rangle": "⟩",
    r"\rfloor": "⌋",
    r"\rceil": "⌉",
    r"\rvert": "|",
    r"\rVert": "‖",
}
#: The same sign opens and closes: the first in a row opens.
BARS: Final = {"|": "|", r"\vert": "|", r"\|": "‖", r"\Vert": "‖"}
#: Behind `\left` and `\right`.
DELIMITERS: Final[Mapping[str, str]] = {**OPENERS, **CLOSERS, **BARS, ".": "", "/": "/"}

_NAMED: Final = (
    "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log ln lg exp det dim ker "
    "deg gcd lcm max min sup inf lim limsup liminf arg hom Pr"
)
_FUNCTIONS: Final = {
    **{f"\\{name}": name for name in _NAMED.split()},
    r"\sum": "∑",
    r"\prod": "∏",
    r"\coprod": "∐",
    r"\int": "∫",
    r"\iint": "∬",
    r"\iiint": "∭",
    r"\oint": "∮",
    r"\bigcup": "⋃",
    r"\bigcap": "⋂",
}

#: Every sign that stands by itself.
SIGNS: Final[Mapping[str, Box]] = {
    **{name: Box(sign) for name, sign in _ORDINARY.items()},
    **{name: Box(sign, "binary", Level.SUM) for name, sign in _ADDING.items()},
    **{name: Box(sign, "binary", Level.PRODUCT) for name, sign in _MULTIPLYING.items()},
    **{name: Box(sign, "divide", Level.QUOTIENT) for name, sign in _DIVIDING.items()},
    **{name: Box(sign, "relation", Level.SUM) for name, sign in _RELATIONS.items()},
    **{name: Box(sign, "punctuation", Level.SUM) for name, sign in _PUNCTUATION.items()},
    **{name: Box(sign, "function") for name, sign in _FUNCTIONS.items()},
    **{name: Box(sign, "open") for name, sign in OPENERS.items()},
    **{name: Box(sign, "close") for name, sign in CLOSERS.items()},
}

#: Blanks of any width, and commands that change only how a page looks.
BLANKS: Final = frozenset({r"\,", r"\;", r"\:", r"\ ", r"\>", "~", r"\quad", r"\qquad", r"\space"})
SILENT: Final = frozenset(
    {r"\!", r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\limits", r"\nolimits"}
    | {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
)
FRACTIONS: Final = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"})
#: Words set upright, with their blanks; and letters in another face.
TEXTS: Final = frozenset({r"\text", r"\textrm", r"\textbf", r"\textit", r"\mbox"})
FACES: Final = frozenset(
    {r"\mathrm", r"\mathbf", r"\mathit", r"\mathsf", r"\mathcal", r"\boldsymbol", r"\mathtt"}
)
DOUBLE_STRUCK: Final[Mapping[str, str]] = dict(zip("CHNPQRZEF", "ℂℍℕℙℚℝℤ𝔼𝔽", strict=True))
#: Combining marks.
ACCENTS: Final[Mapping[str, str]] = {
    r"\overline": "\N{COMBINING OVERLINE}",
    r"\bar": "\N{COMBINING MACRON}",
    r"\hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    r"\widehat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    r"\tilde": "\N{COMBINING TILDE}",
    r"\vec": "\N{COMBINING RIGHT ARROW ABOVE}",
    r"\dot": "\N{COMBINING DOT ABOVE}",
    r"\ddot": "\N{COMBINING DIAERESIS}",
}
