"""Local hours and zones, and what recurs in them. No clock, no database, no Django."""
