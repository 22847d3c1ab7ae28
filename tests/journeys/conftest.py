import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.product import Product, environment, prepare
from tests.used import used


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files and an empty database, made once for all journeys."""
    var = tmp_path_factory.mktemp("var")
    database = f"sqlite:///{var / 'forte.sqlite3'}"
    prepare(
        environment(
            FORTE_VAR=str(var), DATABASE_URL=database, PORT="8000", SITE_URL="http://localhost:8000"
        )
    )
    return var


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
