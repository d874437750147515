"""What a human of the municipality must look at: opened by scripts, answered by staff, with everything that is said and sent on the way."""
