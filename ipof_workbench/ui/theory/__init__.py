"""The theory page: canvas, requests, painting of drawings."""
