"""The programme theory as a graph: building, checks, layout, drawing."""
