"""Imports: from a stranger's spreadsheet to records, with what is wrong shown before anything is written."""
