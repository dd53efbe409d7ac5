"""What a person can do to a project: each action is one command, one transaction, one named step."""
