"""Doors to people. A door knows its network and `bot.messages`; what happens behind it is handed in."""
