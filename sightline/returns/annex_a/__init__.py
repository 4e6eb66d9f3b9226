"""Annex A: the eleven child-level lists that inspectors ask an authority for, as a workbook."""
