"""What a person can do: commands, queries, undo, events, long tasks. No Qt, no SQL."""
