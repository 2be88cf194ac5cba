"""Backup, restore and the drill: one encrypted archive of database, files and keys, and the proof that it can be used."""
