"""Those who agreed that their municipality follows them: lists, one person, this week."""
