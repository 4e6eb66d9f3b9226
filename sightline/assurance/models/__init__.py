"""What is written down by those who look at practice."""

from sightline.assurance.models.action import Action

__all__ = ["Action"]
