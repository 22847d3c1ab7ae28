"""The painkiller test: a ranking of the lanes with every point shown."""
