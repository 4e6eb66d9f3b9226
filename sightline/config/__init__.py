"""How Sightline is put together on a machine: settings, addresses, the command, its database."""
