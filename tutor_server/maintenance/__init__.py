"""Looking after a database: is what is derived what the events say, and making it anew."""
