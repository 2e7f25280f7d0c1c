"""Groups: files of travellers read row by row, each row checked like a single application."""
