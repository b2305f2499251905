"""Every module has a test file of its name, and no test file is a stranger."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = {"tutor_shared": ROOT / "shared", "tutor_server": ROOT, "tutor_tui": ROOT}
#: Tests of a whole, not of a module.
WHOLES = {"acceptance", "benchmarks", "chaos", "contracts", "support"}
#: Data and generated code, tested through the module that runs them.
EXEMPT = {"__init__.py", "__main__.py"}


def modules() -> set[Path]:
    found: set[Path] = set()
    for package, root in PACKAGES.items():
        for path in (root / package).rglob("*.py"):
            inside = path.relative_to(root)
            if path.name not in EXEMPT and "migrations" not in inside.parts:
                found.add(inside)
    return found


def test_every_module_has_its_test_file() -> None:
    missing = [
        str(module)
        for module in sorted(modules())
        if not (ROOT / "tests" / module.parent / f"test_{module.name}").exists()
        and not _is_values_only(module)
    ]
    assert missing == []


def test_every_test_file_has_its_module() -> None:
    known = {module.parent / f"test_{module.name}" for module in modules()}
    strangers = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if (inside := path.relative_to(ROOT / "tests")).parts[0] in PACKAGES and inside not in known
    ]
    assert strangers == []


def _is_values_only(module: Path) -> bool:
    """Whether a module only declares values and protocols: nothing in it could fail."""
    import ast

    root = PACKAGES[module.parts[0]]
    tree = ast.parse((root / module).read_text())
    return not any(_acts(node) for node in ast.walk(tree))


def _acts(node: object) -> bool:
    """Whether a function does more than state its contract."""
    import ast

    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    body = [part for part in node.body if not _is_docstring(part)]
    return bool(body)


def _is_docstring(node: object) -> bool:
    import ast

    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
