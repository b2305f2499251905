from __future__ import annotations

import pytest

from tutor_tui.mathematics.box import Unsure
from tutor_tui.mathematics.reader import MAX_DEPTH, MAX_SOURCE, read

READ = {
    # fractions and roots
    r"\frac{1}{2}": "1/2",
    r"\frac12": "1/2",
    r"\frac{a+b}{2}": "(a+b)/2",
    r"\dfrac{x^2}{y^2}": "x²/y²",
    r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}": "(-b ± √(b²-4ac))/(2a)",
    r"\frac{n!}{k!(n-k)!}": "n!/(k!(n-k)!)",
    r"\frac{\sin x}{x}": "(sin x)/x",
    r"\frac{\text{total cost}}{\text{items}}": "(total cost)/items",
    r"\frac{d^2y}{dx^2}": "d²y/dx²",
    r"\frac{x}{|x|}": "x/|x|",
    r"1 \frac{1}{2}": "1 1/2",
    r"\frac{2\frac{1}{2}}{3}": "(2 1/2)/3",
    r"\frac{1}{2} \div \frac{1}{4}": "(1/2) ÷ (1/4)",
    r"\sqrt{x+1}": "√(x+1)",
    r"\sqrt 2": "√2",
    r"\sqrt[3]{8}": "∛8",
    r"\sqrt{(a+b)^2}": "√((a+b)²)",
    # scripts
    "x^{2}": "x²",
    "x^{n+1}": "xⁿ⁺¹",
    "x^12": "x¹2",
    "x_i^2": "xᵢ²",
    "10^{-3}": "10⁻³",
    "x^{2/3}": "x^(2/3)",
    r"x^\frac12": "x^(1/2)",
    "5^{2^3}": "5^(2³)",
    "(a+b)^2": "(a+b)²",
    r"\left(\frac{a}{b}\right)^2": "(a/b)²",
    r"90^\circ": "90°",
    "{}^{14}C": "¹⁴C",
    "f''(x)": "f″(x)",
    r"x_{\text{max}}": "xₘₐₓ",
    # signs
    r"\alpha\beta \le \Omega": "αβ ≤ Ω",
    r"x \in \mathbb{R}": "x ∈ ℝ",
    r"x \not\in A": "x ∉ A",
    r"2\cdot 3 \times 4": "2·3 × 4",
    "2*3": "2∗3",
    r"\{1, 2\} \cup \emptyset": "{1, 2} ∪ ∅",
    r"1, 2, \ldots, n": "1, 2, …, n",
    r"f: A \to B": "f: A → B",
    r"x -> \infty": "x → ∞",
    r"\neg p \land q \implies r": "¬p ∧ q ⟹ r",
    r"P(A \mid B)": "P(A ∣ B)",
    r"\{x | x > 0\}": "{x | x > 0}",
    r"\{x \mid x > 0\}": "{x ∣ x > 0}",
    "||x|-|y||": "||x|-|y||",
    r"\lfloor x \rfloor": "⌊x⌋",
    r"1{,}000": "1,000",
    r"50\%": "50%",
    r"a\,b~c\quad d": "a b c d",
    # functions, words, accents, environments
    r"\sin^2 x + \cos^2\theta": "sin² x + cos² θ",
    r"\log_{10} 100": "log₁₀ 100",
    r"\lim_{x \to 0} f(x)": "lim_(x → 0) f(x)",
    r"\sum_{i=1}^{n} i^2": "∑ᵢ₌₁ⁿ i²",
    r"\int_0^\infty e^{-x}\,dx": "∫₀^∞ e⁻ˣ dx",
    r"\operatorname{rank} A": "rank A",
    r"\binom{n}{k}": "C(n, k)",
    r"a \equiv b \pmod{n}": "a ≡ b (mod n)",
    r"a\bmod n": "a mod n",
    r"\text{if } x > 0": "if x > 0",
    r"9\,\mathrm{m/s^2}": "9 m/s²",
    r"\frac{\mathrm{km}}{\mathrm{h}}": "km/h",
    r"0.\overline{3}": "0.3\N{COMBINING OVERLINE}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}": "[1 2; 3 4]",
    r"\begin{array}{cc} 1 & 2 \\ \end{array}": "[1 2]",
    r"\begin{cases} x, & x \ge 0 \\ -x & x < 0 \end{cases}": "{x, x ≥ 0; -x, x < 0}",
    r"\begin{aligned} x &= 1 \\ y &= 2 \end{aligned}": "x = 1; y = 2",
    r"x = 1 \\ y = 2": "x = 1; y = 2",
    r"\displaystyle \big( x \big)": "(x)",
}


@pytest.mark.parametrize("source", READ)
def test_it_reads_as_a_person_would_type_it(source: str) -> None:
    assert read(source) == READ[source]


@pytest.mark.parametrize(
    "source",
    [
        "", " ", "{}", r"\quad", "{", "}", "x^", "x^2^3", "x_1_2", "{a+b}^2", "=^2", "^", "a & b", "#",
        r"\frac{1}", r"\frac{}{2}", r"\frac", r"\sqrt[3", r"\sqrt[Q]{x}", r"\left( x", r"\right)",
        r"\left x \right)", r"\left( x \right", r"\unknown", r"\unknown{x}", r"\not", r"\not x",
        r"\mathbb{x}", r"\overline{a+b}", r"\text{a", r"\text{$x$}", r"\begin{cases} x", "x\x07",
        r"\begin{matrix} 1 \end{cases}", r"\begin{other} 1 \end{other}", r"\end{cases}", r"\x@",
        r"\begin{matrix} 1 & \\ & 1 \end{matrix}", "\\",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_to_be_so(source: str) -> None:
    with pytest.raises(Unsure):
        read(source)


def test_there_is_a_longest_and_a_deepest() -> None:
    assert read("x" * MAX_SOURCE) == "x" * MAX_SOURCE
    with pytest.raises(Unsure):
        read("x" * (MAX_SOURCE + 1))
    deep = MAX_DEPTH - 1
    assert read("{" * deep + "x" + "}" * deep) == "x"
    for opening in ("{", r"\sqrt", r"\left(", r"\not", "x^{", r"\begin{cases}", r"\sqrt["):
        with pytest.raises(Unsure):
            read(opening * 60)
