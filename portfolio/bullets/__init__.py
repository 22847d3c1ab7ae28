"""The lines of a résumé: what each lacks, and the same line with it."""
