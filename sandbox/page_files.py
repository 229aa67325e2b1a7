"""The page itself: a few files served as they lie."""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


async def page_file(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("name") or "index.html"
    path = PAGE / name
    if path.parent != PAGE or path.suffix not in TYPES or not path.is_file():
        raise web.HTTPNotFound
    body = path.read_bytes()
    headers = {"Cache-Control": "no-cache"}
    return web.Response(body=body, content_type=TYPES[path.suffix], charset="utf-8", headers=headers)


def add_page(app: web.Application) -> None:
    app.router.add_get("/", page_file)
    app.router.add_get("/page/{name}", page_file)
