import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.product import Product
from tests.used import used


@pytest.fixture
def product(tmp_path: Path, prepared: Path) -> Iterator[Product]:
    """Forte, started for this journey alone; all of it ends with the journey."""
    product = Product(tmp_path, prepared)
    try:
        product.start()
        if os.environ.get("REDIS_URL") and product.redis_version():
            used("redis")
        yield product
    finally:
        product.stop()
        sys.stdout.write(product.logs())  # shown by pytest when the journey fails
