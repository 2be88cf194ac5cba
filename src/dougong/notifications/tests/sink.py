"""A mail server for tests: takes mails on a free port, and can be told to misbehave."""

from __future__ import annotations

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]  # set by Sink
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word in (b"EHLO", b"HELO", b"MAIL", b"NOOP", b"RSET"):
                self.say("250 ok")
            elif word == b"RCPT":
                self.say(sink.recipient_answer)
            elif word == b"DATA":
                self.say("354 go on")
                if not self.take(sink):
                    return
            elif word == b"QUIT":
                return self.say("221 bye")

    def take(self, sink: Sink) -> bool:
        body = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            body += line
        sink.mails.append(message_from_bytes(body, policy=policy.default))
        if sink.cut_off:
            return False
        self.say("250 taken")
        return True

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class Sink:
    """`mails` are those taken; `cut_off` drops the line after a mail, before the answer."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipient_answer = "250 ok"
        self.cut_off = False
        self._server = _Server(("127.0.0.1", 0), _Session)
        self._server.sink = self  # type: ignore[attr-defined]  # read by the sessions
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._server.server_address[1]}?starttls=no"

    def use(self, settings: Any) -> None:
        """Make it the mail server, as DOUGONG_SMTP_URL would."""
        from dougong.config.databases import mail

        settings.EMAIL_BACKEND, values = mail(self.url)
        for name, value in values.items():
            setattr(settings, name, value)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
