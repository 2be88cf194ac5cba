"""The text inside documents, so that they can be found by what they say. Pure: bytes in, text out.

Documents are written by strangers, so they are read in a process of their own (`child`), which has limits of memory and time,
no database and no keys.
"""

from dougong.files.texts.model import Found, Unreadable, can_read

__all__ = ["Found", "Unreadable", "can_read"]
