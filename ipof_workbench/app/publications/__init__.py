"""Publications: a named part of the study that gives the same tables for ever once it is frozen."""
