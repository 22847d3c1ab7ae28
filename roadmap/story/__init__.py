"""The proof, told the same way everywhere."""
