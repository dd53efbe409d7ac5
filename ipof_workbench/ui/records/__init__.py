"""What can stand beside any record: its memos and its audit."""
