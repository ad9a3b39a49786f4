"""Processor seconds of each step for one landlord with many times the provisions, as JSON: python benchmarks/formats.py FOLDER FACTOR"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import landlords

from generator import checks, publish
from generator.examine import examine
from generator.model import Edition, SelfAssessment
from generator.printed import words_for
from generator.templates import Templates
from generator.view import view
from generator.workspace import target_at


def enlarged(edition: Edition, assessment: SelfAssessment, factor: int) -> tuple[Edition, SelfAssessment]:
    """The Code with so many times the provisions in each section, and varied answers to them."""
    chance = Random(factor)
    sections = []
    for section in edition.sections:
        turns = (
            replace(p, number=f"{section.number}.{turn}.{i}") for turn in range(factor) for i, p in enumerate(section.provisions)
        )
        sections.append(replace(section, provisions=tuple(turns)))
    larger = replace(edition, sections=tuple(sections))
    return larger, replace(assessment, answers=tuple(landlords.answer(p, chance) for p in larger.provisions))


def main(folder: Path, factor: int) -> None:
    """Measure, and print."""
    examined = examine(target_at(folder), date(2026, 8, 1))
    edition, assessment = enlarged(examined.edition, examined.assessment, factor)
    templates = Templates()
    wording = words_for(templates.wording, asks_questions=False)
    took: dict[str, float] = {}

    def timed(name: str, began: float) -> None:
        took[name] = time.process_time() - began

    publish.render(view(examined.edition, examined.assessment), templates)  # so that nothing is imported while the clock runs
    began = time.process_time()
    checks.check(checks.Case(edition, assessment, date(2026, 8, 1)))
    timed("check", began)
    began = time.process_time()
    shown = view(edition, assessment)
    timed("view", began)
    made: publish.Files = {}
    for form in publish.FORMATS:
        began = time.process_time()
        files = form.render(shown, templates, made)
        if wrong := form.read_back(files, shown, wording):
            raise SystemExit(wrong[0])
        timed(form.name, began)
        made |= files
    print(json.dumps(took))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
