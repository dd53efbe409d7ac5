"""The small parts that pages are made of: tiles, chips, switches, bars, notices and list delegates."""
