"""What comes by itself: planned as rows, started when it is due, and how who only uses the web page hears of it."""
