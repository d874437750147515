"""Draws pictures in a person's script, and writes files to keep. Rooms may enter; nothing here knows a channel or the database."""
