"""The skills of a résumé: added, changed and deleted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.bullets.forms import SkillForm
from portfolio.bullets.models import MOST_SKILLS, Skill


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def skills(request: Request) -> HttpResponse:
    """All of them, and a form for another one."""
    rows = list(Skill.objects.for_user(request.user))
    form = SkillForm(sent(request), instance=Skill(user=request.user))
    if request.method == "POST" and len(rows) >= MOST_SKILLS:
        form.add_error(None, _("There are %d already, which is as many as fit.") % MOST_SKILLS)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("skills")
    return render(request, "portfolio/bullets/skills.html", {"skills": rows, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int) -> HttpResponse:
    """Another name, and what belongs to it."""
    found = get_object_or_404(Skill.objects.for_user(request.user), pk=pk)
    form = SkillForm(sent(request), instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("skills")
    return render(request, "portfolio/bullets/skill.html", {"form": form, "skill": pk})


@login_required
@require_POST
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """It is no skill of the résumé any more."""
    get_object_or_404(Skill.objects.for_user(request.user), pk=pk).delete()
    messages.success(request, _("The skill is deleted."))
    return redirect("skills")
