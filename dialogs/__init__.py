"""The dialog language: what an administrator writes, checked before it runs and played by a pure engine.

Nothing here knows of databases, networks, clocks or channels. Everybody may enter; this package enters nobody.
"""
