"""Sightline: an electronic record for children's services in England, with assurance built in."""
