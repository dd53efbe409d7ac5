"""The field's language: values and rules of realist evaluation. Standard library only."""
