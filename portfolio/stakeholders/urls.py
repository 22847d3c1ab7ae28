"""Addresses of this topic below /stakeholders/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.stakeholders import conversations, views, wordings

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.stakeholders, name="stakeholders"),
    path("add/", views.add, name="stakeholder-add"),
    path("<int:pk>/", views.stakeholder, name="stakeholder"),
    path("<int:pk>/change/", views.change, name="stakeholder-change"),
    path("<int:pk>/delete/", views.delete, name="stakeholder-delete"),
    path("<int:pk>/conversations/add/", conversations.add, name="conversation-add"),
    path("conversations/<int:pk>/", conversations.change, name="conversation-change"),
    path(
        "conversations/<int:pk>/follow-up/", conversations.follow_up, name="conversation-follow-up"
    ),
    path("conversations/<int:pk>/delete/", conversations.delete, name="conversation-delete"),
    path("<int:pk>/wordings/<int:result>/", wordings.wording, name="wording"),
    path("<int:pk>/wordings/<int:result>/forget/", wordings.forget, name="wording-forget"),
    path("results/<int:result>/", wordings.translated, name="stakeholder-result"),
]
