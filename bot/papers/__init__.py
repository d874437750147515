"""Photos, papers and voices that people send: taken in with a yes, and kept no longer than needed."""
