"""What the program and the work on it are made of: pinned, hashed, asked for vulnerabilities, and named in a release's bill."""

import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import tools
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import generator

FOLDER = tools.ROOT / "requirements"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the checkout's own files, which the wheel does not bring")


@dataclass(frozen=True)
class Pin:
    """A package in a version, when it is taken, and the sums that it may have."""

    name: str
    version: str
    marker: str
    sums: tuple[str, ...]


@cache
def pins(name: str) -> tuple[Pin, ...]:
    """Every line of one of the files, each of them a pinned package or a comment."""
    found = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        if not line.startswith("#"):
            stated, *sums = re.split(r"\s+--hash=", line)
            need = Requirement(stated)
            (pinned,) = need.specifier
            assert pinned.operator == "==", line
            found.append(Pin(canonicalize_name(need.name), pinned.version, str(need.marker or ""), tuple(sums)))
    return tuple(found)


@cache
def asked_for() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by the file of requirements/ that holds it."""
    project = tomllib.loads((tools.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    sets = {"program": project["project"]["dependencies"]} | project["dependency-groups"]
    for name, extra in project["project"]["optional-dependencies"].items():
        sets[name] = [*sets["program"], *extra]
    sets["build"] += project["build-system"]["requires"]
    return {name: [Requirement(text) for text in texts] for name, texts in sets.items()}


# -------------------------------------------------------------------------------------------------------------------- the pins


def test_there_is_a_file_for_each_set_of_packages_and_none_else():
    assert {path.stem for path in FOLDER.glob("*.txt")} == asked_for().keys()


def test_every_requirement_is_pinned_within_its_bounds():
    wrong = []
    for name, needs in asked_for().items():
        for need in needs:
            held = [pin for pin in pins(name) if pin.name == canonicalize_name(need.name)]
            if need.marker is None:
                fits = bool(held) and all(need.specifier.contains(pin.version) for pin in held)
            else:  # one of them is for those machines
                fits = any(need.specifier.contains(pin.version) for pin in held)
            if not fits:
                wrong.append(f"{name}: {need}, and pinned: {held}")
    assert wrong == []


def test_every_line_has_sums_and_no_address_path_or_option():
    for path in FOLDER.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert [line for line in text.splitlines() if not re.fullmatch(r"#.*|[a-z0-9.-]+==.*\\|    --hash=.*", line)] == []
        assert re.search(r"://|@|\.whl|\.tar|(?<!-)--(?!hash=)|/[a-z]", text) is None, path.name
        sums = [each for pin in pins(path.stem) for each in (pin.sums or ("none",))]
        assert [each for each in sums if not re.fullmatch(r"sha256:[0-9a-f]{64}", each)] == [], path.name


def test_a_package_has_the_same_version_in_every_file():
    versions: dict[str, set[frozenset[str]]] = {}
    for name in asked_for():
        for package in {pin.name for pin in pins(name)}:
            here = frozenset(f"{pin.version} {','.join(sorted(pin.sums))}" for pin in pins(name) if pin.name == package)
            versions.setdefault(package, set()).add(here)
    assert len(versions) > 100
    assert [package for package, found in versions.items() if len(found) > 1] == []


def test_a_package_that_one_system_alone_needs_is_pinned_too():
    assert [pin.marker for pin in pins("test") if pin.name == "colorama"] == ['sys_platform == "win32"'], "pytest asks for it"
    held = [pin for pin in pins("attack") if pin.name == "atheris"]
    assert len({pin.version for pin in held}) == len(held) > 1, "an older Python takes an older one"


def test_make_installs_nothing_without_its_sum():
    makefile = (tools.ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"^\t.*(?:pip|PIP).* install (.*)", makefile, re.MULTILINE)
    assert len(installs) == 3
    assert [line for line in installs if "--require-hashes" not in line] == ["--no-deps --no-build-isolation --editable ."]
    assert not re.search(r"-m build (?!.*--no-isolation)", makefile)


# ------------------------------------------------------------------------------------------------------------------- the audit


FAKE = """
import json, sys
known = json.loads({known!r})
lines = open(sys.argv[sys.argv.index("--requirement") + 1]).read().split()
told = []
for line in lines:
    name, _, version = line.partition("==")
    if known.get(name) == "silent":
        sys.exit("ERROR: " + name + " was not found")
    told.append({{"name": name, "version": version, "vulns": [{{"id": known[name]}}] if name in known else []}})
json.dump({{"dependencies": told}}, open(sys.argv[sys.argv.index("--output") + 1], "w"))
sys.exit(any(one["vulns"] for one in told))
"""


@pytest.mark.parametrize(
    ("known", "status", "said"),
    [
        ({"jinja2": "silent"}, 3, "No audit: no service (pypi, osv) told what is known of jinja2==2.4.1"),
        ({}, 3, "No audit: no service"),  # it answers, and knows of no vulnerability at all
        ({"jinja2": "OLD", "click": "silent"}, 3, "No audit: the service pypi did not tell of every package."),
        ({"jinja2": "OLD", "click": "BAD-1", "numpy": "BAD-2"}, 1, "BAD-1"),
    ],
)
def test_an_audit_without_an_answer_is_no_pass(tmp_path: Path, known: dict[str, str], status: int, said: str):
    audit = audited(tmp_path, FAKE.format(known=json.dumps(known)))
    assert audit.returncode == status, audit.stderr
    assert said in audit.stdout


def test_an_audit_passes_when_every_package_was_told_of_and_the_old_one_is_known(tmp_path: Path):
    knows_old = FAKE.replace('"vulns": [', '"vulns": [] if version != "2.4.1" else [').format(known='{"jinja2": "OLD"}')
    audit = audited(tmp_path, knows_old)
    count = len({(pin.name, pin.version) for name in asked_for() for pin in pins(name)})
    assert (audit.returncode, audit.stdout) == (0, f"{count} packages were asked for; 0 have known vulnerabilities.\n")


def audited(place: Path, pip_audit: str) -> subprocess.CompletedProcess[str]:
    """The audit, with a pip-audit of this text."""
    (place / "pip_audit.py").write_text(pip_audit, encoding="utf-8")
    command = [sys.executable, "-c", f"import runpy; runpy.run_path({str(FOLDER / 'audit.py')!r}, run_name='__main__')"]
    env = {**os.environ, "PYTHONPATH": str(place)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=60)


# -------------------------------------------------------------------------------------------------------- the bill of materials


@cache
def bill() -> dict:
    return json.loads(Path(tools.need("bill")).read_text(encoding="utf-8"))


def test_the_bill_names_every_package_of_the_program_its_version_and_licence():
    listed = {(canonicalize_name(one["name"]), one["version"]) for one in bill()["components"]}
    assert listed == {(pin.name, pin.version) for pin in pins("program")}
    assert len(listed) > 25
    # pypdfium2 says "BSD-3-Clause, Apache-2.0, dependency licenses", which is none that the format has a word for.
    assert {one["name"] for one in bill()["components"] if not one.get("licenses")} <= {"pypdfium2"}
    assert [one["name"] for one in bill()["components"] if not one["purl"].startswith("pkg:pypi/")] == []


def test_the_bill_names_the_program_and_what_it_asks_for():
    about = bill()["metadata"]["component"]
    assert (about["name"], about["version"]) == ("self-assessment-generator", generator.__version__)
    (asks,) = [one["dependsOn"] for one in bill()["dependencies"] if one["ref"] == about["bom-ref"]]
    names = {one["bom-ref"]: canonicalize_name(one["name"]) for one in bill()["components"]}
    assert {names[ref] for ref in asks} == {canonicalize_name(need.name) for need in asked_for()["program"]}


def test_the_bill_holds_no_path_clock_or_chance():
    text = Path(tools.need("bill")).read_text(encoding="utf-8")
    assert not {"serialNumber", "timestamp"} & {*bill(), *bill()["metadata"]}
    assert [path for path in ("file:", str(tools.ROOT), str(Path.home()), "/tmp") if path in text] == []  # noqa: S108
