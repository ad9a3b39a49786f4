"""The zip for Windows (windows/assemble.py), and the wheels that other systems would take. No test here runs Windows."""

import ast
import base64
import hashlib
import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_string
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import tools
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

WINDOWS = tools.ROOT / "windows"
BUILT_IN = {"builtins", "errno", "gc", "itertools", "marshal", "math", "mmap", "msvcrt", "nt", "sys", "time", "winreg", "zlib"}
"""What python313.dll itself holds, as far as anybody imports it."""
SYSTEMS = {
    "Windows": (
        {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
        ["win_amd64"],
    ),
    "macOS on Intel": (
        {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin", "platform_machine": "x86_64"},
        list(mac_platforms((13, 0), "x86_64")),
    ),
    "macOS on Apple silicon": (
        {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
        list(mac_platforms((13, 0), "arm64")),
    ),
    "Linux": (
        {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
        [*(f"manylinux_2_{minor}_x86_64" for minor in range(35, 4, -1)), "manylinux2014_x86_64", "manylinux1_x86_64"],
    ),
}


def assembling() -> ModuleType:
    spec = importlib.util.spec_from_file_location("assemble", WINDOWS / "assemble.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def in_zip() -> dict[str, bytes]:
    """What the newest zip holds, without its one folder's name."""
    with zipfile.ZipFile(tools.need("windows_zip")) as opened:
        return {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}


# ------------------------------------------------------------------------------------------------------------------- in the zip


def test_the_zip_has_what_an_officer_opens_at_the_top_and_the_program_below():
    tops = {name.split("/")[0] for name in in_zip()}
    assert tops == {"Start.cmd", "self-assessment.cmd", "Read me first.txt", "answers", "program"}
    assert {name.split("/")[1] for name in in_zip() if name.startswith("answers/")} == {"exemplar-homes"}
    assert {"program/python.exe", "program/python313.dll", "program/python313.zip", "program/licences.txt"} <= in_zip().keys()


def test_the_example_in_the_zip_is_the_repository_s():
    inside = {name: data for name, data in in_zip().items() if name.startswith("answers/")}
    assert len(inside) > 20
    assert [name for name, data in inside.items() if (tools.ROOT / name).read_bytes() != data] == []


def test_every_entry_has_the_same_time_and_they_stand_in_order():
    with zipfile.ZipFile(tools.need("windows_zip")) as opened:
        entries = opened.infolist()
    assert {entry.date_time for entry in entries} == {(2020, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_the_sum_beside_the_zip_is_the_zip_s():
    path = Path(tools.need("windows_zip"))
    said = path.with_name(path.name + ".sha256").read_text(encoding="ascii")
    assert said == f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


def test_no_path_in_the_zip_is_too_long_or_forbidden_on_windows():
    tools.need("windows_zip")
    assert [name for name in in_zip() if len(name) > 130] == [], "Windows takes 260 characters, the folder above included"
    assert [name for name in in_zip() if re.search(r'[<>:"|?*\\\x00-\x1f]|[. ](/|$)', name)] == []
    assert len({name.lower() for name in in_zip()}) == len(in_zip())


def test_python_looks_for_modules_in_the_zip_alone():
    assert in_zip()["program/python313._pth"] == b"python313.zip\n.\nsite-packages\n"
    assert [name for name in in_zip() if name.endswith((".pth", "sitecustomize.py"))] == []


def test_every_import_of_the_program_is_in_the_zip():
    names = in_zip().keys()
    with zipfile.ZipFile(tools.need("windows_zip")) as opened, opened.open("Self-assessment/program/python313.zip") as held:
        library = {name.partition(".")[0].partition("/")[0] for name in zipfile.ZipFile(held).namelist()}
    library |= {name.removeprefix("program/").partition(".")[0] for name in names if re.fullmatch(r"program/\w+\.pyd", name)}
    packages = "program/site-packages/"
    sitting = {name.removeprefix(packages).partition("/")[0].partition(".")[0] for name in names if name.startswith(packages)}
    written = [name for name in names if name.startswith(f"{packages}generator/") and name.endswith(".py")]
    assert len(written) > 100
    imported = {module for name in written for module in modules(in_zip()[name])}
    assert {"typst", "starlette", "yaml"} <= imported
    # A cluster's parts are asked for only by name of its scheduler, and said to be missing where they are; Windows sets no limits by
    # "resource", which is passed over there.
    assert imported - library - sitting - BUILT_IN - {"distributed", "resource"} == set()


def modules(source: bytes) -> set[str]:
    """The top names of what a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_every_module_of_the_program_and_every_template_is_in_the_zip():
    sources = [path for path in (tools.ROOT / "generator").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    inside = in_zip()
    for path in sources:
        assert inside[f"program/site-packages/{path.relative_to(tools.ROOT).as_posix()}"] == path.read_bytes(), path
    templates = [path for path in (tools.ROOT / "templates").rglob("*") if path.is_file()]
    for path in templates:
        name = path.relative_to(tools.ROOT / "templates").as_posix()
        assert inside[f"program/site-packages/generator/_templates/{name}"] == path.read_bytes(), path


def test_what_every_wheel_in_the_zip_requires_on_windows_is_in_it_in_a_version_that_fits():
    about = [data.decode() for name, data in in_zip().items() if name.endswith(".dist-info/METADATA")]
    there = {canonicalize_name(field(text, "Name")[0]): field(text, "Version")[0] for text in about}
    assert "self-assessment-generator" in there
    here = default_environment() | SYSTEMS["Windows"][0] | {"python_version": "3.13", "python_full_version": "3.13.2"}
    wanted = [Requirement(line) for text in about for line in field(text, "Requires-Dist")]
    wanted = [need for need in wanted if need.marker is None or need.marker.evaluate(here | {"extra": ""})]
    assert len(wanted) > 25
    missing = [str(need) for need in wanted if not need.specifier.contains(there.get(canonicalize_name(need.name), "0"))]
    assert missing == []


def field(metadata: str, name: str) -> list[str]:
    return [text for text in message_from_string(metadata).get_all(name, []) if isinstance(text, str)]


def test_every_compiled_module_in_the_zip_is_for_windows_and_this_python():
    compiled = [
        name for name in in_zip() if name.startswith("program/site-packages/") and name.endswith((".pyd", ".so", ".dylib"))
    ]
    assert len(compiled) > 5
    assert [name for name in compiled if not re.search(r"(\.cp313-win_amd64|/\w+)\.pyd$", name)] == []
    assert [name for name in compiled if in_zip()[name][:2] != b"MZ"] == []


def test_every_package_in_the_zip_brings_its_licence():
    listed = in_zip()["program/licences.txt"].decode()
    wheels = {name.split("/")[2] for name in in_zip() if ".dist-info/" in name}
    assert [wheel for wheel in wheels if f"(site-packages/{wheel})" not in listed] == []
    assert re.findall(r"^.*: +\(.*$", listed, re.MULTILINE) == [], "a package whose licence is not said"
    texts = {name.split("/")[2] for name in in_zip() if re.search(r"\.dist-info/.*(licen[cs]e|copying)", name, re.IGNORECASE)}
    assert wheels - texts == set()


def test_python_s_programs_in_the_zip_are_signed_by_the_python_software_foundation(tmp_path):
    tools.need("osslsigncode")
    assemble = assembling()
    programs = {name: data for name, data in in_zip().items() if re.fullmatch(r"program/[^/]+\.(exe|dll|pyd)", name)}
    assert len(programs) == 30
    for name, data in programs.items():
        file = tmp_path / Path(name).name
        file.write_bytes(data)
        assert assemble.unsigned(file) == "", name


def test_a_changed_program_is_not_taken_for_a_signed_one(tmp_path):
    tools.need("osslsigncode")
    data = bytearray(in_zip()["program/python.exe"])
    data[0x2000] ^= 1
    file = tmp_path / "python.exe"
    file.write_bytes(data)
    assert assembling().unsigned(file) == "the file is not the one that was signed"


# ---------------------------------------------------------------------------------------------------------------- how it is made


def test_another_python_than_the_one_examined_is_refused(tmp_path):
    other = tmp_path / "python.zip"
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("python.exe", b"MZ another")
    with pytest.raises(SystemExit, match="not the files of Python"):
        assembling().embeddable(other.read_bytes())


def test_the_roots_that_the_signatures_hang_from_are_the_ones_known():
    certificates = re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END", (WINDOWS / "signers.pem").read_text(), re.DOTALL)
    assert {hashlib.sha256(base64.b64decode(text)).hexdigest() for text in certificates} == {
        "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270",  # Microsoft Identity Verification Root 2020
        "552f7bdcf1a7af9e6ce672017f4f12abf77240c78e761ac203d1d9d20ac89988",  # DigiCert Trusted Root G4
    }


def test_the_zip_takes_the_pinned_packages_that_windows_needs():
    pinned = (
        "# a comment\nodd==1 ; sys_platform == 'win32' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
        "even==2 ; python_full_version < '3.12' \\\n    --hash=sha256:cc\nplain==3 \\\n    --hash=sha256:dd\n"
    )
    taken = "odd==1 --hash=sha256:aa --hash=sha256:bb\nplain==3 --hash=sha256:dd\n"
    assert assembling().on_windows(pinned) == taken


def test_the_start_file_is_plain_and_keeps_its_window_open_when_it_fails():
    text = (WINDOWS / "Start.cmd").read_text(encoding="ascii")  # cmd.exe reads it in whatever encoding the machine has
    lines = text.splitlines()
    assert 'pushd "%~dp0"' in lines, "a shared drive without a letter gets one"
    assert r'"program\python.exe" -m generator --workspace . edit' in lines
    assert lines[-3:] == ["echo.", "pause", "exit /b 1"]
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", text)) <= labels
    assert [line for line in lines if line.startswith("echo ") and re.search(r"[&|<>^%!()]", line)] == []
    assert {"closed", "packed", "ended", "wait"} == labels


def test_the_command_file_passes_everything_on():
    assert (WINDOWS / "self-assessment.cmd").read_text(encoding="ascii").splitlines()[-1] == (
        r'"%~dp0program\python.exe" -m generator %*'
    )


def test_the_files_that_windows_programs_read_have_windows_line_ends():
    texts = ["Start.cmd", "self-assessment.cmd", "Read me first.txt", "program/licences.txt"]
    assert [name for name in texts if re.search(rb"(?<!\r)\n|\r(?!\n)", in_zip()[name])] == []
    assert in_zip()["Start.cmd"].startswith(b"@echo off\r\n")
    in_zip()["Read me first.txt"].decode("ascii")


# ------------------------------------------------------------------------------------------------------- wheels for every system


def test_every_dependency_has_a_wheel_for_windows_macos_and_linux(tmp_path):
    tools.need("registry")
    lock = tmp_path / "pylock.toml"
    uv = (
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--only-binary",
        ":all:",
        "--python-version",
        "3.11",
    )
    command = (*uv, "--format", "pylock.toml", "-o", str(lock), str(tools.ROOT / "pyproject.toml"))
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 20
    assert [gap for system in SYSTEMS for minor in (11, 12, 13) for gap in without_a_wheel(packages, system, minor)] == []


def without_a_wheel(packages: list[dict], system: str, minor: int) -> list[str]:
    """The packages that this system and Python 3.MINOR would ask for, and of which there is no wheel that it takes."""
    environment, platforms = SYSTEMS[system]
    here = default_environment() | environment | {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.0"}
    wanted = [package for package in packages if "marker" not in package or Marker(package["marker"]).evaluate(here)]
    taken: set[Tag] = {*cpython_tags((3, minor), platforms=platforms), *compatible_tags((3, minor), f"cp3{minor}", platforms)}
    return [
        f"{package['name']} {package['version']} on {system} with Python 3.{minor}"
        for package in wanted
        if not any(taken & parse_wheel_filename(wheel_name(wheel))[3] for wheel in package["wheels"])
    ]


def wheel_name(wheel: dict) -> str:
    return wheel.get("name") or wheel.get("url", wheel.get("path", "")).rpartition("/")[2]


def test_a_package_without_a_wheel_for_one_system_is_seen():
    packages = [{"name": "odd", "version": "1", "wheels": [{"name": "odd-1-cp313-cp313-win_amd64.whl"}]}]
    assert without_a_wheel(packages, "Windows", 13) == []
    assert without_a_wheel(packages, "Windows", 12) == ["odd 1 on Windows with Python 3.12"]
    assert without_a_wheel(packages, "Linux", 13) == ["odd 1 on Linux with Python 3.13"]
