"""Every rule of ``self-assessment check``, in one table; docs/checks.md explains each id, and how often it was wrong.

A rule is a small function (case -> findings) in the module of its subject. A new one takes a function, a line here, a row in
docs/checks.md and a test.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator import answers
from generator.checks import (
    accepting,
    approvals,
    blanks,
    characters,
    citations,
    claims,
    completeness,
    dates,
    evidence,
    governance,
    people,
    promises,
    publishing,
    sharing,
    wording,
)
from generator.checks.accepting import Accepted
from generator.checks.case import Case, Rule
from generator.model import Edition
from generator.problems import ERROR, WARNING, Problem

__all__ = ["IDS", "RULES", "Accepted", "Case", "Rule", "check", "in_code_order", "settle"]

RULES = (
    Rule("no-answer", ERROR, completeness.no_answer, "a provision without an answer", missing=True),
    Rule("comply-missing", ERROR, completeness.comply_missing, "an answer that says neither Yes nor No", missing=True),
    Rule(
        "yes-without-support", ERROR, completeness.yes_without_support, "a Yes with neither evidence nor commentary", missing=True
    ),
    Rule("no-without-commentary", ERROR, completeness.no_without_commentary, "a No that is not explained", missing=True),
    Rule(
        "not-applicable-without-commentary",
        ERROR,
        completeness.not_applicable_without_commentary,
        "a Not applicable that is not explained",
        missing=True,
    ),
    Rule(
        "no-without-action",
        ERROR,
        completeness.no_without_action,
        "a No without action, owner, date or alternative",
        missing=True,
    ),
    Rule("action-before-assessment", ERROR, dates.action_before_assessment, "a new action due before the assessment"),
    Rule("landlord-field-missing", ERROR, governance.landlord_field_missing, "something that landlord.md must say"),
    Rule("action-incomplete", WARNING, completeness.action_incomplete, "another action without what, owner or date"),
    Rule("action-passed", WARNING, dates.action_passed, "an action whose date has passed"),
    Rule("action-unreported", WARNING, dates.action_unreported, "an action of last year’s without anything new"),
    Rule("stale-promise", WARNING, promises.stale_promise, "a promise whose time has passed"),
    Rule("no-evidence", WARNING, evidence.no_evidence, "a Yes with commentary but no evidence"),
    Rule("empty-words", WARNING, blanks.empty_words, "evidence or commentary that says nothing"),
    Rule("evidence-no-place", WARNING, evidence.evidence_no_place, "evidence that names no place in a document"),
    Rule("evidence-unregistered", WARNING, evidence.evidence_unregistered, "a document that is not registered"),
    Rule("evidence-no-such-section", WARNING, citations.evidence_no_such_section, "a section that the policy does not have"),
    Rule("evidence-no-such-page", WARNING, citations.evidence_no_such_page, "a page that the policy does not have"),
    Rule("yes-admits-no", WARNING, claims.yes_admits_no, "a Yes whose text admits the opposite"),
    Rule("no-claims-yes", WARNING, claims.no_claims_yes, "a No whose text claims compliance"),
    Rule("third-party-denied", WARNING, claims.third_party_denied, "the answer that no third party is involved"),
    Rule("counted-from-receipt", WARNING, claims.counted_from_receipt, "a response time counted from receipt"),
    Rule("repeated-text", WARNING, wording.repeated_text, "the same sentence under three or more provisions"),
    Rule("old-wording", WARNING, wording.old_wording, "an older edition's wording"),
    Rule("quoted-elsewhere", WARNING, wording.quoted_elsewhere, "another provision's text quoted under a heading"),
    Rule("same-person", WARNING, people.same_person, "one person for two tasks that the Code keeps apart"),
    Rule("lead-is-member", WARNING, people.lead_is_member, "a member of the governing body as senior lead person"),
    Rule("private-address", WARNING, publishing.private_address, "an address that the public cannot open"),
    Rule("personal-mail", WARNING, publishing.personal_mail, "one person's mail address"),
    Rule("other-landlord", WARNING, publishing.other_landlord, "another landlord of this workspace"),
    Rule("same-as-shared", WARNING, sharing.same_as_shared, "an answer of one's own that is the shared one"),
    Rule("shared-names-one", WARNING, sharing.shared_names_one, "a shared answer that names one landlord of the group"),
    Rule("misleading-characters", WARNING, characters.misleading_characters, "a character that misleads the eye"),
    Rule("note-left", WARNING, publishing.note_left, "a note that is still there"),
    Rule("origin-left", ERROR, publishing.origin_left, "a line that says where a text was carried from"),
    Rule("not-reviewed", WARNING, governance.not_reviewed, "answers that nobody has reviewed"),
    Rule("reviewed-ahead", WARNING, governance.reviewed_ahead, "a review dated in the future"),
    Rule("no-approval", WARNING, governance.no_approval, "a governing body that has not approved"),
    Rule("approval-ahead", ERROR, governance.approval_ahead, "an approval dated in the future"),
    Rule("approval-early", WARNING, governance.approval_early, "an approval dated before the period’s end"),
    Rule("changed-since-approval", WARNING, approvals.changed_since_approval, "an answer that is not as it was approved"),
    Rule("correction-undone", WARNING, approvals.correction_undone, "a recorded correction of an answer that reads as approved"),
    Rule("approved-copy-changed", WARNING, approvals.approved_copy_changed, "a copy that is not what was approved"),
    Rule("no-approved-copy", WARNING, approvals.no_approved_copy, "an approval without a copy of what was approved"),
    Rule("no-response", WARNING, governance.no_response, "a governing body without a response"),
)

IDS = {**dict(answers.PROBLEMS), **{rule.id: rule.severity for rule in RULES}, **dict(accepting.PROBLEMS)}
"""The severity of every id that reading, checking and accepting can give."""


def check(case: Case) -> list[Problem]:
    """Everything that the rules find, in Code order."""
    problems = [Problem(rule.id, rule.severity, *finding) for rule in RULES for finding in rule.function(case)]
    return in_code_order(problems, case.edition)


def settle(problems: Iterable[Problem], case: Case) -> tuple[list[Problem], list[Accepted]]:
    """The problems that stay open, in Code order, and the warnings that answers accept with a reason.

    The problems may be those of reading and checking together. An Accept line that accepts nothing is itself a Problem.
    """
    left, accepted = accepting.settle(problems, case, IDS)
    return in_code_order(left, case.edition), accepted


def in_code_order(problems: Iterable[Problem], edition: Edition) -> list[Problem]:
    """What concerns no one provision first (landlord.md, whole files), then by provision and line; else as given."""
    place = {provision.number: i for i, provision in enumerate(edition.provisions)}

    def key(problem: Problem) -> tuple[float, str, int]:
        if not problem.provision:
            return -1, problem.file, problem.line
        return place.get(problem.provision, _beside(problem.provision, place)), problem.file, problem.line

    return sorted(problems, key=key)


def _beside(number: str, place: dict[str, int]) -> float:
    """Where a number that is no provision's belongs: after its section's provisions, or at the end."""
    section = number.partition(".")[0]
    return max((i for known, i in place.items() if known.partition(".")[0] == section), default=len(place)) + 0.5
