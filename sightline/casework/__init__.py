"""What workers do. A verb is one function, one transaction and one named worker; nothing else writes the
record.
"""
