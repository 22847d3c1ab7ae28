from django.urls import URLPattern, URLResolver, path

from delivery import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("unsubscribe/<str:token>/", views.stop_mail, name="unsubscribe"),
    path("mail/<kind>/on/", views.resume_mail, name="mail-resume"),
]
