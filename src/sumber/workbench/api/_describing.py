"""What a route tells of itself: its answer by type, with an example, and the problems that may come instead."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import msgspec
from starlette.responses import Response

from sumber.workbench.problems import MEDIA_TYPE, ProblemTold, code_of_status, tell

JSON: Final = "application/json"
EXAMPLE: Final = "x-example"
_REFERENCE: Final = "#/components/schemas/{name}"
_ALWAYS: Final = (403, 422)
_PROBLEMS: Final = {
    403: "this workbench does not answer to the host 'example.org'",
    404: "no claim '3f2a91c07be4' in this project; sumber claims lists them with their ids",
    409: "judgement '77e0a4d1c2b3f5968a10' was taken back already",
    413: "the body has more than 50,000,000 bytes (SUMBER_MAX_BYTES raises it)",
    415: "content of the kind 'application/pdf' is not read here; expected application/json",
    422: "limit: expected a number from 1 to 200",
    429: "20 ingests with 40,000,000 bytes wait to be read; come again later",
}
_CODES: Final = {404: "S511", 409: "S512", 429: "S807"}


class Body(NamedTuple):
    """What a request is to bring: media types, each with its schema and an example; and whether it may be left out."""

    content: dict[str, Any]
    is_required: bool = True


def json_body(kind: Any, example: Any, *, is_required: bool = True) -> Body:
    """A body of JSON of a type."""
    return Body({JSON: {"schema": schema_of(kind), **written(example)}}, is_required)


def schema_of(kind: Any) -> dict[str, Any]:
    """The schema of a type; those that have names stand among the document's components."""
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REFERENCE)
    return schema


def components_of(kinds: tuple[Any, ...]) -> dict[str, Any]:
    """The schemas that types refer to, by their names."""
    return msgspec.json.schema_components(kinds, ref_template=_REFERENCE)[1]


def written(example: Any) -> dict[str, str]:
    """An example as a route carries it: written out, for what is null in it is dropped from a route's own."""
    return {EXAMPLE: msgspec.json.encode(example).decode()}


def describe(  # noqa: PLR0913  # what a route tells of itself, each by its name
    answer: Any,
    example: Any,
    *,
    status: int = 200,
    media_type: str = JSON,
    body: Body | None = None,
    also: dict[int, str] | None = None,
    problems: tuple[int, ...] = (),
) -> dict[str, Any]:
    """The arguments of a route by which it describes its answer (a type, or a schema), its body and its problems."""
    schema = answer if isinstance(answer, dict) else schema_of(answer)
    responses: dict[int | str, dict[str, Any]] = {
        status: {"description": "As asked", "content": {media_type: {"schema": schema, **written(example)}}}
    }
    if media_type == JSON and status == 200:
        responses[304] = {"description": "Not changed: the ETag sent with If-None-Match still holds"}
    responses |= {other: {"description": told} for other, told in (also or {}).items()}
    responses |= {problem: describe_problem(problem) for problem in sorted({*_ALWAYS, *problems})}
    described: dict[str, Any] = {"response_class": Response, "status_code": status, "responses": responses}
    if body is not None:
        described["openapi_extra"] = {"requestBody": {"required": body.is_required, "content": body.content}}
    return described


def describe_problem(status: int) -> dict[str, Any]:
    """A problem of a status, with an example."""
    told = tell(status, _CODES.get(status, code_of_status(status)), _PROBLEMS[status])
    content = {"schema": schema_of(ProblemTold), **written(told)}
    return {"description": told.title, "content": {MEDIA_TYPE: content}}
