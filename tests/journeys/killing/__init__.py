"""A server that ends itself as a power failure would, at a chosen point of a chosen press. Installed by tests alone."""
