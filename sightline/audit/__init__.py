"""The journal of every change and the log of every look."""
