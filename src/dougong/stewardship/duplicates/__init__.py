"""Dossiers that may be one client: found by the model of `matching`, looked at by a person."""
