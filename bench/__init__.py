"""How fast Sightline is, and how to see that for yourself: `make bench`."""
