"""What the bot knows: pure advisers over an unchanging world. Rooms and doors may enter; nothing here asks the time or a network."""
