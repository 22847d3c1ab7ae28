"""What a reader would miss, and which proof is missing altogether. Values in, values out."""
