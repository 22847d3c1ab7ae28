"""The guard against collecting logos: it speaks when signals pile up without proof.

A credential that has not expired is a signal. It is proven once a case study stands beside it and
something of it can be told: a design, an incident or a cost improvement. The two are counted apart
and never made into one number.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

UNPROVEN_AT_MOST = 1
"""So many signals without proof are nothing to speak of: one has just passed."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A credential that has not expired, and what stands beside it."""

    pk: int
    name: str
    paired: bool
    talked: bool

    @property
    def proven(self) -> bool:
        return self.paired and self.talked

    @property
    def missing(self) -> str:
        """What it lacks, in words; "" when it is proven."""
        if self.proven:
            return ""
        if self.paired:
            return _("%(name)s has no talk-through yet") % {"name": self.name}
        if self.talked:
            return _("%(name)s has no case study beside it yet") % {"name": self.name}
        return _("%(name)s has neither a case study nor a talk-through yet") % {"name": self.name}


@dataclass(frozen=True, slots=True)
class Guard:
    """What somebody holds that has not expired, the last that was earned first."""

    held: tuple[Signal, ...] = ()

    @property
    def signals(self) -> int:
        return len(self.held)

    @property
    def proven(self) -> int:
        return sum(one.proven for one in self.held)

    @property
    def speaks(self) -> bool:
        """Whether nothing new should be bought before something held is proven."""
        return self.signals - self.proven > UNPROVEN_AT_MOST

    @property
    def credential(self) -> Signal | None:
        """The one to prove next: what is half done, then what was earned last, since it is still
        fresh. None when every one is proven."""
        return min(
            (one for one in self.held if not one.proven),
            key=lambda one: not (one.paired or one.talked),
            default=None,
        )

    @property
    def reason(self) -> str:
        """Why it speaks, as a sentence that begins with the credential's name, so that it stands
        well alone and after a colon; "" while it is silent."""
        if not self.speaks or self.credential is None:
            return ""
        words = {
            "missing": self.credential.missing,
            "unproven": self.signals - self.proven,
            "signals": self.signals,
        }
        if not self.proven:
            return _("%(missing)s, and none of your %(signals)d credentials is proven.") % words
        return (
            _("%(missing)s, and %(unproven)d of your %(signals)d credentials are not proven.")
            % words
        )
