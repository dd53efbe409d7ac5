"""The same commands from a shell, without Qt."""
