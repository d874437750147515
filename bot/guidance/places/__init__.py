"""Towns and villages: found by name in any script, by postcode or by location. Everybody in the house may enter."""

from bot.guidance.places.gazetteer import Places
from bot.guidance.places.guide import PlacesGuide
from bot.guidance.places.place import Located, Matches, Municipality, Place, Point, distance_km

__all__ = ["Located", "Matches", "Municipality", "Place", "Places", "PlacesGuide", "Point", "distance_km"]
