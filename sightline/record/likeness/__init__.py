"""Who might be meant: finding people by what somebody has of them, and saying field by field why."""
