"""What workers do. Each verb is one function, one transaction and one named worker; nothing else writes the record."""
