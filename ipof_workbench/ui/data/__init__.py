"""The Data page: cases, documents, participants, attributes, imports, and the review of what is imported."""
