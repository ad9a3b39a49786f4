"""Ask whether a package that is pinned in this folder has a known vulnerability (make audit).

Ends with 0 where each of them was asked for and none has, with 1 where one has, and with 3 where they could not be asked for: pip-audit
says "no known vulnerabilities" also where it got no answer. So it is first asked for an old package that is known to have some.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
KNOWN = ("jinja2", "2.4.1")
SERVICES = ("pypi", "osv")
NO_ANSWER = 3

Pin = tuple[str, str]


def main() -> int:
    """The exit status, after a line for each vulnerability and a sentence on what was done."""
    service = next((name for name in SERVICES if asked(name, [KNOWN])), None)
    if service is None:
        print(
            f"No audit: no service ({', '.join(SERVICES)}) told what is known of {'=='.join(KNOWN)}, which has vulnerabilities."
        )
        return NO_ANSWER
    all_pins = pins()
    found: list[str] = []
    for once in rounds(all_pins):
        answer = asked(service, once)
        if answer is None:
            print(f"No audit: the service {service} did not tell of every package.")
            return NO_ANSWER
        found += answer
    print("\n".join([*found, f"{len(all_pins)} packages were asked for; {len(found)} have known vulnerabilities."]))
    return 1 if found else 0


def pins() -> list[Pin]:
    """Every package and version in this folder's files, those for other systems too."""
    pattern = re.compile(r"^([a-z0-9.-]+)==([\w.!+]+)", re.MULTILINE)
    return sorted({pin for path in HERE.glob("*.txt") for pin in pattern.findall(path.read_text("utf-8"))})


def rounds(wanted: list[Pin]) -> list[list[Pin]]:
    """The same in lists that have each package once; pip-audit takes no two versions of one."""
    lists: list[dict[str, Pin]] = []
    for pin in wanted:
        free = next((held for held in lists if pin[0] not in held), None)
        if free is None:
            free = {}
            lists.append(free)
        free[pin[0]] = pin
    return [list(held.values()) for held in lists]


def asked(service: str, wanted: list[Pin]) -> list[str] | None:
    """A line for each of these that has vulnerabilities; None where the service did not tell of every one."""
    with tempfile.TemporaryDirectory() as scratch:
        listed, told = Path(scratch, "pins.txt"), Path(scratch, "told.json")
        listed.write_text("".join(f"{name}=={version}\n" for name, version in wanted), "utf-8")
        how = ("--strict", "--vulnerability-service", service, "--disable-pip", "--no-deps", "--progress-spinner", "off")
        command = (sys.executable, "-m", "pip_audit", *how, "--format", "json", "--output", told, "--requirement", listed)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not told.is_file():
            said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
            print(f"pip-audit, asking {service}: {said[-1] if said else 'nothing'}")
            return None
        answers = json.loads(told.read_text("utf-8"))["dependencies"]
    if {(one["name"], one["version"]) for one in answers if "vulns" in one} != set(wanted):
        return None
    return [
        f"{one['name']} {one['version']}: {', '.join(fault['id'] for fault in one['vulns'])}" for one in answers if one["vulns"]
    ]


if __name__ == "__main__":
    sys.exit(main())
