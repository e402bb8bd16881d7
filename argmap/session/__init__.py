"""Maps that are being written: open documents over the files on disk, read again as they change."""
