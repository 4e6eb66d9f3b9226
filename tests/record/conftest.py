"""Two workers besides the cast."""

from tests.casework.conftest import ben, sunil

__all__ = ["ben", "sunil"]
