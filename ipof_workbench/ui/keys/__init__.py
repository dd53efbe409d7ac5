"""Keys: which key does what, presets, changing them, and the hot codes on the digits."""
