"""What the borrower can do next: letters, changes to ask for, permissions, rates, the log of calls."""
