"""What people touch on Discord. A handler parses, checks permission, calls one verb, shows the result."""
