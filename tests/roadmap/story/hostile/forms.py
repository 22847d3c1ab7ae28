"""Every form of what is told: where it is sent, and what somebody fills in."""

from typing import Any

from tests.roadmap.story.rooms import World

NAMES = {"story-write": "story", "wording": "stakeholder"}
DAY = "2026-11-03"
PARTS = dict.fromkeys(("problem", "constraints", "decision", "tradeoff", "result"), "Words")
FIGURE = {"metric": "Spend", "unit": "USD", "before": "40", "after": "2", "direction": "lower"}
FORMS: dict[str, dict[str, str]] = {
    "win-add": {"line": "A line", "happened_on": DAY},
    "win-tell": {**PARTS, **FIGURE, "for_whom": "Finance", "metric_slug": ""},
    "win-change": {
        **PARTS, **FIGURE, "for_whom": "Finance", "metric_slug": "", "line": "A line",
        "happened_on": DAY, "link": "https://example.org/",
    },
    "win-screenshot": {"alt": "A graph"},
    "wins-import": {"kind": "auto", "on": DAY, "text": "- A line of mine"},
    "bullets-try": {"text": "Led a team of nine"},
    "bullets-paste": {"text": "Led a team of nine"},
    "bullet": {"text": "Led a team of nine", "for_whom": "Finance"},
    "position-add": {
        "kind": "work", "title": "Engineer", "organisation": "Harbour", "location": "Delft",
        "starts": "2021", "ends": "2024", "url": "https://example.org/", "summary": "Words",
    },
    "position-change": {
        "kind": "work", "title": "Engineer", "organisation": "Harbour", "location": "Delft",
        "starts": "2021", "ends": "2024", "url": "https://example.org/", "summary": "Words",
    },
    "skills": {"name": "Helm", "level": "daily", "words": "Charts, Argo"},
    "skill-change": {"name": "Helm", "level": "daily", "words": "Charts, Argo"},
    "story-begin": {"source": "nothing", "kind": "cost", "title": "A story"},
    "story-write": {**PARTS, "title": "A story", "kind": "cost", "for_whom": "Finance"},
    "story-listen": {**PARTS, "for_whom": "Finance"},
    "story-rehearse": {"seconds": "90", "note": "Slower"},
    "stakeholder-add": {
        "name": "Ines", "function": "product", "failure": "Words", "numbers": "Words",
    },
    "stakeholder-change": {
        "name": "Ines", "function": "product", "failure": "Words", "numbers": "Words",
    },
    "conversation-add": {"on": DAY, "said": "Words", "gave": "Words", "follow_up_on": "2026-11-20"},
    "conversation-change": {
        "on": DAY, "said": "Words", "gave": "Words", "follow_up_on": "2026-11-20",
    },
    "conversation-follow-up": {"came_of_it": "Words", "again_on": ""},
    "wording": {"text": "Words"},
    "narrative-write": {
        "problem_space": "Words", "leverage": "Words", "keeps": "Words", "looking_for": "Words",
        "location": "Delft", "contact": "dana@example.org", "links": "Mine https://example.org/",
    },
    "narrative-forms": {"headline": "Words", "about": "Words", "spoken": "Words"},
    "claim-write": {"text": "An outcome", "proof": ""},
    "claim-change": {"text": "An outcome", "proof": ""},
    "same-story-paste": {"headline": "Words", "about": "Words", "other": "Words", "text": "Words"},
    "resume-import": {"text": '{"basics": {"name": "Dana"}}'},
}  # fmt: skip
CHOICES = {
    "kind", "direction", "metric_slug", "function", "source", "proof", "happened_on", "on",
    "follow_up_on", "again_on", "seconds", "before", "after", "starts", "ends", "url", "link",
    "contact", "links",
}  # fmt: skip
"""Fields that are no free text."""


def typed(world: World, name: str) -> dict[str, Any]:
    """What is sent; a story says which save it was begun from."""
    if name == "story-write":
        world.the_story.refresh_from_db()
        return {**FORMS[name], "began_from": world.the_story.touched_at.isoformat()}
    return dict(FORMS[name])
