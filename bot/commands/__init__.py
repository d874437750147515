"""What the commands do that is no part of the running service. Only `bot.__main__` enters."""
