"""Formats, plans and rooms of a meeting. Plain values in, plain values out; no clock, no database, no Django."""
