"""Local hours and zones, and what recurs in them. Plain values in, plain values out; no clock, no database, no Django."""
