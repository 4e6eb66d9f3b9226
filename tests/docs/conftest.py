"""What is claimed is tried on the small authority of the page tests."""

from tests.web.conftest import browsing, cast, on_the_day, told_once, world

__all__ = ["browsing", "cast", "on_the_day", "told_once", "world"]
