"""The text being read and coded: words, highlights, the gutter of speakers and the margin of codings."""
