"""PostgreSQL: our own small server when no DATABASE_URL is given, and the two roles in either case."""
