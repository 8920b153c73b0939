"""The panels of 「下一步」: what a borrower can do with what was found."""
