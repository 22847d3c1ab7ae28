"""Ready-made lines for whatever posts to the address. Values in, values out.

The lines are commands, so they are the same in every language; what stands beside them is not.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to post. ``slug`` names its field on the page."""

    slug: str
    title: str
    help: str
    lines: str

    @property
    def rows(self) -> int:
        return self.lines.count("\n") + 1


def recipes(address: str) -> list[Recipe]:
    """Every way, with the address filled in."""
    return [
        Recipe(
            "number",
            _("A number, from a shell"),
            _("It becomes a reading of your metric, dated today."),
            f"curl -d 0.49 '{address}'",
        ),
        Recipe(
            "line",
            _("A line, from a shell"),
            _("It becomes a draft of a win. Further lines of the text become its result."),
            f"curl -d 'Idle GPUs are off at night' '{address}'",
        ),
        Recipe(
            "picture",
            _("A picture with its line"),
            _("PNG, JPEG or WebP, at most 5 MB."),
            f"curl -F image=@screenshot.png -F text='The dashboard afterwards' '{address}'",
        ),
        Recipe(
            "alias",
            _("A word of your own shell"),
            _("For .bashrc or .zshrc. Then: win Idle GPUs are off at night"),
            "win() { printf '%s' \"$*\" | curl -sS -H 'Content-Type: text/plain' "
            f"--data-binary @- '{address}'; }}",
        ),
        Recipe(
            "cron",
            _("Cron, Mondays at seven"),
            _("cost-per-1000 is a script of yours that prints a number. A key counts once."),
            "0 7 * * 1 cost-per-1000 | curl -fsS --data-binary @- "
            f"-H \"Idempotency-Key: cost-$(date +\\%F)\" '{address}'",
        ),
        Recipe(
            "ci",
            _("A step of a CI job"),
            _("The address is a secret named FORTE_CAPTURE. A job that runs again counts once."),
            "- name: Keep the metric\n"
            "  env:\n"
            "    FORTE_CAPTURE: ${{ secrets.FORTE_CAPTURE }}\n"
            "  run: >-\n"
            "    ./cost-per-1000.sh | curl -fsS --data-binary @-\n"
            '    -H "Idempotency-Key: ci-${{ github.run_id }}"\n'
            '    "$FORTE_CAPTURE?how=measured+by+CI"',
        ),
    ]
