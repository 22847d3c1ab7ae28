"""The plan."""

from django.urls import path

from roadmap.plan import metric, milestones, turns, views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/less/", views.take_less, name="plan-less"),
    path("plan/exam/", views.exam, name="plan-exam"),
    path("plan/earlier/<int:pk>/", views.earlier, name="plan-earlier"),
    path("plan/dropped/", turns.dropped, name="plan-dropped"),
    path("plan/pause/", turns.pause, name="plan-pause"),
    path("plan/end/", turns.end, name="plan-end"),
    path("plan/resume/", turns.resume, name="plan-resume"),
    path("plan/metric/", metric.metric, name="metric"),
    path("plan/metric/import/", metric.import_csv, name="metric-import"),
    path("plan/metric/<int:pk>/remove/", metric.remove, name="metric-remove"),
    path("plan/<month:month>/", views.month, name="plan-month"),
    path("plan/<month:month>/add/", milestones.add, name="milestone-add"),
    path("plan/milestones/<int:pk>/", milestones.edit, name="milestone"),
    path("plan/milestones/<int:pk>/tick/", milestones.tick, name="milestone-tick"),
    path("plan/milestones/<int:pk>/untick/", milestones.untick, name="milestone-untick"),
    path(
        "plan/milestones/<int:pk>/criterion/<int:number>/",
        milestones.criterion,
        name="milestone-criterion",
    ),
    path("plan/milestones/<int:pk>/reduce/", milestones.reduce, name="milestone-reduce"),
    path("plan/milestones/<int:pk>/later/", milestones.later, name="milestone-later"),
    path("plan/milestones/<int:pk>/drop/", milestones.drop, name="milestone-drop"),
    path("plan/milestones/<int:pk>/restore/", milestones.restore, name="milestone-restore"),
]
