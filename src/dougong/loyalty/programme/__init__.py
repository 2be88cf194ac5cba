"""The points programme as pure functions: what an event gives by the rules, which lots it fills or empties, and the proof.

`events` reads what happened, `rules` says what it gives, `book` keeps lots and debts, `tree` seals what was written, `replay`
runs a whole history. Nothing here knows a database.
"""
