"""Signal and proof: a credential says so, a case study beside it shows it."""
