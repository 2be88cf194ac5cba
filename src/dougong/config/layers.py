"""The order of the house as import-linter's contracts, over the apps that are there."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent

# Top to bottom; each may import those below it.
APPS = (
    "config", "insights", "portal", "privacy", "stewardship", "oversight", "mall", "loyalty", "control", "timesheets", "staffing",
    "wbs", "projects", "contracts", "requirements", "interviews", "sales", "intake", "care", "clients", "organisation", "imports",
    "search", "approvals", "forms", "notifications", "files", "tokens", "accounts", "audit", "kit",
)  # fmt: skip
INSIDE = (
    "(api) | (subscribers) | (cli)", "(tasks)", "(schemas)", "(services)", "(resources)", "(selectors)",
    "(policies)", "(models)", "(events)", "(errors)", "(rules)",
)  # fmt: skip
BUSINESS = (
    "rules",
    "events",
    "models",
    "policies",
    "selectors",
    "services",
    "tasks",
    "subscribers",
    "resources",
)


def present() -> list[str]:
    return [name for name in APPS if (SOURCE / name / "__init__.py").is_file()]


def _with(apps: Iterable[str], files: Iterable[str]) -> list[str]:
    """The modules `dougong.<app>.<file>` that exist, as a file or as a package."""
    names = [(app, file) for app in apps for file in files]
    return [
        f"dougong.{app}.{file}"
        for app, file in names
        if (SOURCE / app / f"{file}.py").is_file() or (SOURCE / app / file / "__init__.py").is_file()
    ]


def _contract(key: str, kind: str, title: str, **options: Iterable[str] | str) -> str:
    lines = [f"[importlinter:contract:{key}]", f"name = {title}", f"type = {kind}"]
    for name, value in options.items():
        lines.append(f"{name} = {value}" if isinstance(value, str) else f"{name} =\n    " + "\n    ".join(value))
    return "\n".join(lines)


def contracts() -> str:
    """The text of an import-linter configuration."""
    apps = [name for name in present() if name not in ("config", "kit")]
    tests = "dougong.**.tests.** -> dougong.**"
    parts = ["[importlinter]\nroot_package = dougong\ninclude_external_packages = True"]
    quiet = {"ignore_imports": [tests], "unmatched_ignore_imports_alerting": "none"}
    parts.append(_contract("apps", "layers", "apps import downward", layers=[f"(dougong.{n})" for n in APPS], **quiet))
    if apps:
        containers = [f"dougong.{name}" for name in apps]
        parts.append(
            _contract("inside", "layers", "layers inside an app", layers=INSIDE, containers=containers, **quiet)
        )
    if api := _with(present(), ["api"]):
        allowed = {"allowed_importers": ["dougong.config"], **quiet}
        parts.append(_contract("api", "protected", "only config mounts routers", protected_modules=api, **allowed))
    direct = {"allow_indirect_imports": "True", **quiet}
    if rules := _with(apps, ["rules"]):
        forbidden = {"forbidden_modules": ["django", "ninja"], **direct}
        parts.append(_contract("rules", "forbidden", "rules know no Django", source_modules=rules, **forbidden))
    if business := _with(apps, BUSINESS):
        forbidden = {"forbidden_modules": ["ninja"], **direct}
        parts.append(
            _contract("business", "forbidden", "business knows no ninja", source_modules=business, **forbidden)
        )
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """import-linter over `contracts()`; its exit status, its report on stdout when something is broken."""
    from importlinter.cli import lint_imports

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "layers.ini"
        file.write_text(contracts(), encoding="utf-8")
        return lint_imports(config_filename=str(file), no_cache=True)


if __name__ == "__main__":
    sys.exit(main())
