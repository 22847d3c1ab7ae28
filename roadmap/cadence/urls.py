from django.urls import URLPattern, URLResolver, path

from roadmap.cadence import from_mail, preferences, subscribing, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("week/", views.this_week, name="week"),
    path("week/calendar.ics", views.calendar_file, name="week-calendar"),
    path("week/<week:monday>/", views.any_week, name="week-other"),
    path("week/<week:monday>/<slug:kind>/", views.block, name="block"),
    path("week/<week:monday>/<slug:kind>/done/", views.done, name="block-done"),
    path("week/<week:monday>/<slug:kind>/skip/", views.skip, name="block-skip"),
    path("week/<week:monday>/<slug:kind>/move/", views.move, name="block-move"),
    path("week/<week:monday>/<slug:kind>/reopen/", views.reopen, name="block-reopen"),
    path("nudge/open/<str:token>/", from_mail.open_block, name="nudge-open"),
    path("nudge/done/<str:token>/", from_mail.done, name="nudge-done"),
    path("nudge/skip/<str:token>/", from_mail.skip, name="nudge-skip"),
    path("nudge/move/<str:token>/", from_mail.move, name="nudge-move"),
    path("nudge/silence/<str:token>/", from_mail.silence, name="nudge-silence"),
    path("nudge/wake/<str:token>/", from_mail.wake, name="nudge-wake"),
    path("calendar/<str:token>.ics", subscribing.feed_file, name="calendar-feed"),
    path("settings/calendar/", subscribing.page, name="settings-calendar"),
    path("settings/calendar/make/", subscribing.make, name="settings-calendar-make"),
    path("settings/calendar/revoke/", subscribing.revoke, name="settings-calendar-revoke"),
    path("settings/blocks/", preferences.set_up, name="settings-blocks"),
    path("settings/blocks/<slug:kind>/", preferences.change_block, name="settings-block"),
    path("settings/nudges/", preferences.mail, name="settings-nudges"),
    path("settings/nudges/change/", preferences.change_mail, name="settings-nudges-change"),
    path("settings/nudges/wake/", preferences.wake, name="settings-nudges-wake"),
    path("settings/nudges/test/", preferences.test_mail, name="settings-nudges-test"),
    path(
        "settings/nudges/<slug:kind>/off/",
        preferences.silence,
        {"silenced": True},
        name="settings-nudges-off",
    ),
    path(
        "settings/nudges/<slug:kind>/on/",
        preferences.silence,
        {"silenced": False},
        name="settings-nudges-on",
    ),
]
