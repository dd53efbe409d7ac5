"""The Code page: documents, the transcript, the configuration under way."""
