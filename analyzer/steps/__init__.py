"""What a borrower can do: letters, changes to ask for, the log of calls."""
