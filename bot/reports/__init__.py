"""What people report about schools: how it comes in, how staff work on it, and the letter that leaves."""
