"""What people do to a map as it is written: where a name stands, renaming it, putting in something new."""
