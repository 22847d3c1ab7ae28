from django.urls import URLPattern, URLResolver, path

from delivery import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("unsubscribe/<str:token>/", views.stop_mail, name="unsubscribe"),
    path("mail/<kind>/on/", views.resume_mail, name="mail-resume"),
    path("mail/no-spam/", views.no_spam, name="mail-no-spam"),
    path("mail/again/", views.send_again, name="mail-again"),
    path("mail/works/<str:token>/", views.works, name="mail-works"),
]
