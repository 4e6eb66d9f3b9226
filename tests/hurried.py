"""The process that reads a file, in a hurry: it stops after each page, as otherwise after a minute."""

import sys

from sightline.record import inside

if __name__ == "__main__":
    inside.A_WHILE = -1
    sys.exit(inside.main(sys.argv[1:]))
