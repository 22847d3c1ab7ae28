"""The ledger of proof: each topic brings its own addresses."""

from django.urls import URLPattern, URLResolver, include, path

from portfolio.readers import urls as readers
from portfolio.sharing import urls as sharing

urlpatterns: list[URLPattern | URLResolver] = [
    path("portfolio/", include("portfolio.studio.urls")),
    path("portfolio/", include("portfolio.casestudies.urls")),
    path("portfolio/", include("portfolio.results.urls")),
    path("portfolio/", include("portfolio.artifacts.urls")),
    path("portfolio/", include("portfolio.telling.urls")),
    path("portfolio/", include(readers.urlpatterns)),
    path("portfolio/", include(sharing.urlpatterns)),
    path("wins/", include("portfolio.wins.urls")),
    path("bullets/", include("portfolio.bullets.urls")),
    path("stories/", include("portfolio.stories.urls")),
    path("stakeholders/", include("portfolio.stakeholders.urls")),
    path("reader/", include(readers.public)),
    path("case/", include(sharing.public)),
]
