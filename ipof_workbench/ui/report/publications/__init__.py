"""Publications on the Report page: drafts, frozen ones, what they show."""
