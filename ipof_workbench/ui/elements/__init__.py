"""The Elements page: the library of reusable contexts, mechanisms and outcomes."""
