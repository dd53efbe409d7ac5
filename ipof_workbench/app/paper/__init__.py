"""Tables of a paper that tell of the study: who took part, in which cases, and what the reporting standard asks."""
