"""How a verdict on a labelled posting is judged."""

import re

WITHOUT_A_LANE = ("none", "generalist")


def judged(row: dict[str, str], verdict: str) -> str:
    """right, acceptable or wrong. Without a lane, "none" and "mixed" are both right."""
    if verdict == row["true_lane"]:
        return "right"
    if row["true_lane"] in WITHOUT_A_LANE and verdict in ("none", "mixed"):
        return "right"
    return "acceptable" if verdict in row["also_acceptable_primary"].split("|") else "wrong"


def without_title(text: str, title: str) -> str:
    """The posting without its first line and without every short line that repeats its title."""
    lines = text.strip().splitlines()[1:]
    name = _bare(title.split("(")[0])
    return "\n".join(
        line for line in lines if len(line) > 200 or not name or name not in _bare(line)
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
