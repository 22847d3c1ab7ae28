"""Keeping an artifact with its picture: both, or neither."""

from datetime import datetime

from portfolio.artifacts.forms import ArtifactForm
from portfolio.artifacts.models import Artifact, Picture
from portfolio.artifacts.pictures import Encoded


def keep(form: ArtifactForm, now: datetime) -> Artifact:
    """What a valid form says. Another picture has another key: what an address shows never
    changes. Call it in a transaction."""
    kept = form.save()
    encoded = form.taken.encoded
    if encoded or form.cleaned_data.get("without"):
        Picture.objects.filter(artifact=kept).delete()
    if encoded:
        show(kept, encoded)
    kept.case_study.touch(now)
    return kept


def show(artifact: Artifact, encoded: Encoded) -> Picture:
    """Give it a picture; it has none."""
    return Picture.objects.create(
        artifact=artifact,
        data=encoded.data,
        width=encoded.width,
        height=encoded.height,
        size=len(encoded.data),
    )


def remove(artifact: Artifact, now: datetime) -> None:
    """Delete it with its picture. Call it in a transaction."""
    case = artifact.case_study
    artifact.delete()
    case.touch(now)
