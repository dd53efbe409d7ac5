"""The thematic codebook: the panel on the Code page, the page of passages, auto-coding."""
