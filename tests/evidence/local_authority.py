"""A timestamp authority of the tests' own: OpenSSL behind a local HTTP server, which can also misbehave."""

from __future__ import annotations

import datetime as dt
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# OpenSSL's own settings for `openssl ts`, as small as it takes them.
_SETTINGS = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class LocalAuthority:
    """Makes timestamps with a certificate of its own; `pem` is the root that they rest on."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        root_key, root = _make_root(f"{folder.name} root")
        self.pem = root.public_bytes(serialization.Encoding.PEM)
        key, certificate = _make_signer(root_key, root)
        (folder / "tsa.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (folder / "tsa.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(_SETTINGS.format(folder=folder))

    def answer(self, question: bytes) -> bytes:
        """The DER of a proper answer to a question's DER."""
        (self._folder / "question.tsq").write_bytes(question)
        names = {"-queryfile": "question.tsq", "-inkey": "tsa.key", "-signer": "tsa.pem", "-config": "tsa.cnf"}
        files = [word for option, name in names.items() for word in (option, str(self._folder / name))]
        done = subprocess.run(["openssl", "ts", "-reply", *files], capture_output=True, check=True)
        return done.stdout


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _builder(subject: str, issuer: str) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
    )


def _make_root(name: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name, name).public_key(key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return key, builder.sign(key, hashes.SHA256())


def _make_signer(
    root_key: ec.EllipticCurvePrivateKey, root: x509.Certificate
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder("Halden Time", root.subject.rfc4514_string().removeprefix("CN=")).public_key(key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    builder = builder.add_extension(usage, critical=True)
    return key, builder.sign(root_key, hashes.SHA256())


Reply = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """Answers with `reply`; counts how often it was asked."""

    reply: Reply
    asked: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(BaseHTTPRequestHandler):
    """Hands every question to the server's `reply`."""

    server: Server
    question: bytes

    def do_POST(self) -> None:  # the library calls it so
        """Hand the question on."""
        self.question = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        self.server.reply(self)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def give(self, body: bytes, status: int = 200) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(reply: Reply) -> Iterator[Server]:
    """A server on a free port of this machine that answers with `reply`."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.reply = reply
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def reply_well(authority: LocalAuthority) -> Reply:
    return lambda handler: handler.give(authority.answer(handler.question))


def reply_with(body: bytes, status: int = 200) -> Reply:
    return lambda handler: handler.give(body, status)


def reply_slowly(seconds: float) -> Reply:
    """Says nothing for a while."""

    def reply(handler: Handler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return reply


def reply_by_drops(seconds: float) -> Reply:
    """Gives a byte now and then, so that no single wait is long."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(int(seconds / 0.05)):
                handler.wfile.write(b"0")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return  # whoever asked has gone

    return reply
