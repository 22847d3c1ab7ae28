"""Whether words speak of a production decision or of a field of a lane's evidence."""

import re

_STEMS: dict[str, tuple[str, ...]] = {
    "decision.architecture": ("architect", "component", "diagram", "service", "queue", "layer"),
    "decision.security": ("secur", "secret", "permission", "role", "token", "access", "encrypt"),
    "decision.cost": ("cost", "bill", "spend", "price", "budget", "$", "€", "£"),
    "decision.deployment": ("deploy", "release", "canary", "rollout", "pipeline"),
    "decision.observability": ("alert", "monitor", "metric", "dashboard", "trace", "log"),
    "decision.rollback": ("roll back", "rollback", "rolled back", "restore", "revert", "undo"),
}
"""How a word begins that names a production decision."""
_LEAST, _STEM = 5, 6
_COMMON = {
    "about", "after", "again", "before", "changed", "changes", "could", "every", "first", "happens",
    "somebody", "their", "there", "these", "thing", "things", "those", "under", "which", "while",
    "without", "would",
}  # fmt: skip


def names(words: str, slot: str, asks: str) -> bool:
    """Whether ``words`` name what the slot is about. A field of evidence is known by the longer
    words of its own title and question, ``asks``."""
    stems = _STEMS.get(slot)
    if stems is None:
        stems = _stems_of(asks) if slot.startswith("evidence.") else ()
    said = words.lower()
    return any(re.search(rf"(?<!\w){re.escape(stem)}", said) for stem in stems)


def _stems_of(asks: str) -> tuple[str, ...]:
    long = (one for one in re.findall(r"[a-z]+", asks.lower()) if len(one) >= _LEAST)
    return tuple({one[:_STEM] for one in long if one not in _COMMON})
