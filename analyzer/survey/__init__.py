"""The survey: the tables that ``loanclause batch`` leaves, looked at together."""

from analyzer.survey.results import open_files, open_folder
from analyzer.survey.survey import Survey

__all__ = ["Survey", "open_files", "open_folder"]
