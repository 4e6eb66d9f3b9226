"""The children in need census: the yearly return on every child referred, in need or on a protection plan."""
