"""`python -m bench`: what `make bench` runs. Its words are those of `bench.law`."""

import sys

from bench import law

sys.exit(law.main())
