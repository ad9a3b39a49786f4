"""The software bill of materials of a release, into dist/ beside the wheel: what the program installs, as CycloneDX describes it.

It names every package of program.txt, for every system, with version, licence and what it asks for in turn. The same wheel and the
same pinned packages give the same bytes. `make dist` runs it; see docs/how-to/release.md.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def main() -> None:
    """Write the bill for the wheel in dist/."""
    wheel = next((ROOT / "dist").glob("*.whl"))
    name, version = wheel.name.split("-")[:2]
    target = wheel.with_name(f"{name}-{version}.cdx.json")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        pinned, project, packages = place / "pinned.txt", place / "pyproject.toml", place / "packages"
        # A condition such as "on Windows" falls away: the bill is the same wherever it is made, and leaves nobody's package out.
        pinned.write_text(re.sub(r" ;[^\\]*", " ", (HERE / "program.txt").read_text("utf-8")), "utf-8")
        about = (ROOT / "pyproject.toml").read_text("utf-8").replace('dynamic = ["version"]', f'version = "{version}"')
        project.write_text(about, "utf-8")
        run("venv", "--without-pip", packages)
        run("pip", "--quiet", "--python", packages, "install", "--no-deps", "--require-hashes", "--requirement", pinned)
        made = ("--output-reproducible", "--output-format", "JSON", "--output-file", target)
        run("cyclonedx_py", "environment", "--pyproject", project, *made, packages)
    print(f"{target.relative_to(ROOT)}: the bill of materials of {wheel.name}.")


def run(*arguments: str | Path) -> None:
    """Run a module of this Python; where it fails, it has said why, and this ends."""
    if subprocess.run([sys.executable, "-m", *arguments], check=False).returncode:
        sys.exit(f"{arguments[0]} failed. No bill of materials was made.")


if __name__ == "__main__":
    main()
