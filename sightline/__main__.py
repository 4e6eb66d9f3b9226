"""`python -m sightline` is the `sightline` command."""

from sightline.config.command import main

raise SystemExit(main())
