"""How fast the room is: beside the least it could cost, and beside a peer. `make bench` runs it; it stops by itself.

This process makes the load. What is measured runs in processes of its own, on loopback. Nothing here is part of the
application, and nothing measured here is slowed or sped by it: the room is served by `soundingboard serve`.
"""
