"""Takes over a list of schools and courses from a file, row by row, and says what is wrong in it. Doors and the command line may enter."""

from bot.catalogue.errors import CatalogueError, FileRefused
from bot.catalogue.importing import ImportReport, import_file
from bot.catalogue.problems import Problem

__all__ = ["CatalogueError", "FileRefused", "ImportReport", "Problem", "import_file"]
