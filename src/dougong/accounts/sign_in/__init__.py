"""Signing in and staying signed in: passwords, throttling, second factors, passkeys, sessions, second confirmation."""
