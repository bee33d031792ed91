"""Serving the workbench on this machine until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Final

import uvicorn
from fastapi import FastAPI

from sumber.errors import UsageError

HOST: Final = "127.0.0.1"
FIRST_PORT: Final = 8470
_PORTS_TRIED: Final = 20


def open_socket(port: int | None) -> socket.socket:
    """A listening socket on loopback: at the port asked for, else at the first free one from 8470 on.

    UsageError where the port is taken.
    """
    ports = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED), 0]
    for each in ports:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, each))
        except OSError:
            listener.close()
            continue
        listener.listen(128)
        return listener
    raise UsageError("S320", f"port {port} is taken on this machine; give another with --port, or none for a free one")


def serve(app: FastAPI, listener: socket.socket, when_ready: Callable[[str], None]) -> None:
    """Answer requests until interrupted; `when_ready` is told the address."""
    when_ready(f"http://{HOST}:{listener.getsockname()[1]}/")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])
