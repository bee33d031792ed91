"""No parameter is passed over: a misspelt filter would otherwise find everything."""

from __future__ import annotations

from fastapi import Request

from sumber.workbench.problems import RequestError


def refuse_unknown(request: Request) -> None:
    """RequestError names a parameter that the address does not take, as the OpenAPI document tells."""
    given = request.query_params.keys()
    if not given:
        return
    operations = request.app.openapi()["paths"].get(request.scope["route"].path_format, {})
    told = operations.get(request.method.lower(), {}).get("parameters", ())
    known = {parameter["name"] for parameter in told if parameter["in"] == "query"}
    for name in given:
        if name not in known:
            expected = f"expected {', '.join(sorted(known))}" if known else "none is taken here"
            raise RequestError(422, "S805", f"unknown parameter {name!r}: {expected}")
