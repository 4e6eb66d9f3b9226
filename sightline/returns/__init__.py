"""Statutory returns and other systems' exports: read, built, checked, answered for."""
