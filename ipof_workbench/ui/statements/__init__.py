"""The Statements page: the programme theory in sentences, and what stands around it."""
