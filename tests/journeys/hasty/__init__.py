"""A server that looks every half second for processes that gave no sign of life. Installed by tests alone."""
