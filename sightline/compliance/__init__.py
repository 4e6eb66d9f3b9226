"""Duties applied to the record: a child, a worklist, a whole authority. It reads and never writes."""
