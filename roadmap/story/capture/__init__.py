"""An address that takes a number, a line or a picture, and gives nothing away."""
