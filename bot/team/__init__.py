"""The staff themselves: how they come in, who lets them in, when they work, and how they are told."""
