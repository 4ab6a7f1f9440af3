"""Facts shown: a local viewer, an HTTP API, a report."""
