"""Addresses below /certifications/goals/."""

from django.urls import URLPattern, URLResolver, path

from certifications.goals import exam, study, training, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.goals, name="goals"),
    path("aim/<slug:slug>/", views.aim, name="goal-aim"),
    path("<int:pk>/", views.goal, name="goal"),
    path("<int:pk>/up/", views.up, name="goal-up"),
    path("<int:pk>/down/", views.down, name="goal-down"),
    path("<int:pk>/remove/", views.remove, name="goal-remove"),
    path("<int:pk>/begin/", study.begin, name="goal-begin"),
    path("<int:pk>/begin/not/", study.unbegin, name="goal-unbegin"),
    path("<int:pk>/hours/", study.tune, name="goal-tune"),
    path("<int:pk>/minutes/", study.add, name="goal-minutes"),
    path("<int:pk>/minutes/<int:row>/remove/", study.remove, name="goal-minutes-remove"),
    path("<int:pk>/exam/", exam.exam, name="goal-exam"),
    path("<int:pk>/version/<slug:slug>/", exam.version, name="goal-version"),
    path("<int:pk>/result/", exam.result, name="goal-result"),
    path("<int:pk>/result/back/", exam.take_result_back, name="goal-result-back"),
    path("<int:pk>/let-go/", exam.let_go, name="goal-let-go"),
    path("<int:pk>/take-up/", exam.take_up, name="goal-take-up"),
    path("<int:pk>/training/", training.trainings, name="goal-training"),
    path("<int:pk>/training/<int:row>/", training.edit, name="goal-training-edit"),
    path("<int:pk>/training/<int:row>/remove/", training.remove, name="goal-training-remove"),
]
