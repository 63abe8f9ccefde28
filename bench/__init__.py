"""How fast the room is, and how much `deid` finds: each beside what it is to be compared with. `make bench` runs it; it
stops by itself.

This process makes the load. What is measured runs in processes of its own, on loopback or over pipes. Nothing here is
part of the application, and nothing measured here is slowed or sped by it: the room is served by `soundingboard serve`.
"""
