"""The child's record: a table for each kind of thing that happens, guarded by PostgreSQL."""
