"""How long the editor takes: a page of 20 provisions, a save, and the page after a save, asked of a running editor; medians as JSON.

python benchmarks/editor.py [RUNS]
"""

from __future__ import annotations

import http.client
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from lxml import html

ROOT = Path(__file__).resolve().parent.parent
YEAR = "/year/exemplar-homes/2026"
SECTION = f"{YEAR}/section/6"


def measure(runs: int, folder: Path) -> dict[str, float]:
    """Milliseconds for each thing, the median of its runs."""
    shutil.copytree(ROOT / "answers" / "exemplar-homes", folder / "answers" / "exemplar-homes")
    command = [sys.executable, "-m", "generator", "--workspace", folder, "edit", "--no-browser", "--on", "2026-08-01"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as editor:
        try:
            said = editor.stdout.readline() if editor.stdout else ""
            address = urlsplit(re.findall(r"http://\S+", said)[0])
            return _measured(runs, address.netloc, f"{address.path}?{address.query}")
        finally:
            editor.kill()


def _measured(runs: int, place: str, door: str) -> dict[str, float]:
    asking = http.client.HTTPConnection(place)
    asking.request("GET", door)
    answer = asking.getresponse()
    answer.read()
    headers = {"cookie": (answer.headers["set-cookie"] or "").partition(";")[0]}

    def ask(method: str, path: str, body: str = "", **more: str) -> tuple[float, bytes]:
        began = time.perf_counter()
        asking.request(method, path, body or None, {**headers, **more})
        content = asking.getresponse().read()
        return (time.perf_counter() - began) * 1000, content

    kinds = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded", "origin": f"http://{place}"}
    found: dict[str, list[float]] = {"page": [], "save": [], "page after a save": []}
    ask("GET", SECTION)
    for turn in range(runs):
        took, page = ask("GET", SECTION)
        found["page"].append(took)
        form = html.fromstring(page.decode()).xpath("//form[@data-answer='6.2']")[0]
        fields = [(name, f"{value or ''} {turn}" if name == "commentary" else value or "") for name, value in form.form_values()]
        took, content = ask("POST", form.action, urlencode([pair for pair in fields if pair[0] != "do"]), **kinds)
        if not json.loads(content)["written"]:
            raise RuntimeError("the save was refused")
        found["save"].append(took)
        found["page after a save"].append(ask("GET", SECTION)[0])
    return {name: round(statistics.median(times), 1) for name, times in found.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15, Path(made))))
