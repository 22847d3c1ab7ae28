"""The story's addresses, each topic's own gathered."""

from django.urls import URLPattern, URLResolver, include, path

from roadmap import choosing, month_end, pausing, returning, today

urlpatterns: list[URLPattern | URLResolver] = [
    path("today/", today.today, name="today"),
    path("today/keep/", today.keep, name="keep"),
    path("today/kept/<int:pk>/remove/", today.remove, name="keep-remove"),
    path("plan/return/", returning.page, name="return"),
    path("plan/pause/<int:pk>/remove/", pausing.unpause, name="plan-unpause"),
    path("plan/<month:month>/close/", month_end.close, name="plan-close"),
    path("", include("roadmap.cadence.urls")),
    path("lanes/choose/", choosing.lanes, name="lane-choose"),
    path("lanes/choose/metric/", choosing.metric, name="choose-metric"),
    path("lanes/choose/figures/", choosing.figures, name="choose-figures"),
    path("plan/already/", choosing.already, name="plan-already"),
    path("lanes/", include("roadmap.proof.urls")),
    path("", include("roadmap.casenotes.urls")),
    path("", include("roadmap.mentor.urls")),
    path("", include("roadmap.story.urls")),
    path("", include("roadmap.lanes.urls")),
    path("", include("roadmap.plan.urls")),
]
