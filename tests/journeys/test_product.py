"""The product as a whole: it comes up, says what is missing, and comes back."""

from tests.journeys.product import Product


def test_everything_is_up_and_says_so(product: Product) -> None:
    status, health = product.health("/healthz")
    assert status == 200
    assert health["status"] == "ok"
    assert health["parts"] == {"database": "ok", "broker": "ok", "worker": "ok", "beat": "ok"}
