"""People looking at practice: sampling, audit, look-back, inspection, action, procedure, training, review."""
