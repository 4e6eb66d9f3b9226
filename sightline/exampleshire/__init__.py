"""Exampleshire: a made-up authority whose record looks lived in, and rehearsals of real failures."""
