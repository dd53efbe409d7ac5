"""The Cases page: each case by itself first, then several side by side."""
