"""What the borrower can do next: letters, and the list of changes to ask for. Reports and facts → papers."""

from analyzer.steps.changes import changes
from analyzer.steps.letters import document_facts, letter

__all__ = ["changes", "document_facts", "letter"]
