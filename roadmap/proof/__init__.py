"""The proof sheet: must-haves beside the best proof for each, and the gaps that remain."""
