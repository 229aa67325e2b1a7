"""Parameters of a Bot API call, whichever way they came: query, form, multipart or JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from sandbox.files import UPLOAD_LIMIT, Upload
from sandbox.formatting import Formatted, read_text
from sandbox.refusal import Json, Refused, bad_request

ATTACH = "attach://"
ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")


@dataclass(slots=True)
class Params:
    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """As Telegram reads numbers: what is not one counts as absent."""
        try:
            return int(self.values[name])
        except (KeyError, TypeError, ValueError):
            return default

    def boolean(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """A structure, given as such or as a string of JSON; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"Can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, reference: str) -> Upload | None:
        """The attached file a value points to, None when the value is an id."""
        if not reference.startswith(ATTACH):
            return None
        return self.files.get(reference.removeprefix(ATTACH))

    def formatted(self, name: str, entities_name: str, source: Json | None = None) -> Formatted:
        """A text with its parse mode or ready entities, of the call itself or of one item of an album."""
        holder = Params(source) if source is not None else self
        entities = holder.json(entities_name)
        return read_text(
            holder.text(name), holder.text("parse_mode"), entities if isinstance(entities, list) else None
        )


async def read_params(request: web.Request) -> Params:
    """Everything the request carries; the body wins over the query."""
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    match request.content_type:
        case "application/x-www-form-urlencoded":
            values.update(read_form(await request.read()))
        case "multipart/form-data":
            return await read_multipart(request, values)
        case "application/json":
            values.update(await read_json(request))
    return Params(values)


def read_form(body: bytes) -> Iterator[tuple[str, str]]:
    """Fields of a URL-encoded form; a run of escapes is decoded at once, as Russian text is little else."""
    for pair in body.replace(b"+", b" ").split(b"&"):
        name, _, value = pair.partition(b"=")
        if name:
            yield unescape(name), unescape(value)


def unescape(raw: bytes) -> str:
    if b"%" in raw:
        raw = ESCAPES.sub(lambda run: bytes.fromhex(run[0].replace(b"%", b"").decode()), raw)
    return raw.decode("utf-8", "replace")


async def read_json(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw)
    except ValueError:
        raise bad_request("Can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("Object expected as JSON body")
    return body


async def read_multipart(request: web.Request, values: dict[str, Any]) -> Params:
    files: dict[str, Upload] = {}
    for name, part in (await request.post()).items():
        if isinstance(part, FileField):
            data = part.file.read()
            if len(data) > UPLOAD_LIMIT:
                raise Refused(413, "Request Entity Too Large")
            files[name] = Upload(data=data, filename=part.filename or name, mime_type=given_type(part))
        else:
            values[name] = part if isinstance(part, str) else bytes(part).decode("utf-8", "replace")
    return Params(values, files)


def given_type(part: FileField) -> str:
    return "" if part.content_type == "application/octet-stream" else part.content_type
