"""`/sandbox/people/…`: people and what they do."""

import asyncio
import itertools

from aiohttp import web

from sandbox import people
from sandbox.control.reading import answer, bot_of, chat_of, deed_of, person_of, read_body, world_of
from sandbox.files import Upload
from sandbox.groups import kick, make_group, migrate
from sandbox.people import Deed, ImpossibleError
from sandbox.posting import delete
from sandbox.refusal import Json
from sandbox.transcript import seen_answer, seen_message
from sandbox.world import Person

FIRST_PERSON_ID = 1001
MEDIA = ("photo", "document", "voice", "sticker")


async def list_people(request: web.Request) -> web.StreamResponse:
    return answer([person_json(person) for person in world_of(request).people.values()])


def person_json(person: Person) -> Json:
    return {
        **person.card(),
        "name": person.name,
        "role": person.role,
        "is_deactivated": person.is_deactivated,
    }


async def add_person(request: web.Request) -> web.StreamResponse:
    """Make a person, or rename one that exists; `started` opens the chat without a word to the bot."""
    world, (body, _) = world_of(request), await read_body(request)
    person_id = int(body.get("id") or 0) or next(
        number for number in itertools.count(FIRST_PERSON_ID) if number not in world.people
    )
    person = world.people[person_id] = Person(
        id=person_id,
        first_name=str(body["first_name"]),
        last_name=str(body.get("last_name", "")),
        username=str(body.get("username", "")),
        role=str(body.get("role", "")),
        language_code=str(body.get("language_code", "ru")),
    )
    if body.get("started"):
        world.private_chat(bot_of(request), person).is_started = True
    world.publish("person", item=person_id)
    return answer(person_json(person))


async def send(request: web.Request) -> web.StreamResponse:
    """Text, files, an album, a contact, a place, something forwarded: the messages that came of it."""
    body, uploads = await read_body(request)
    act = deed_of(request, body)
    extra = forwarded_extra(act, body)
    if len(uploads) > 1:
        sent = send_album(act, body, uploads)
    else:
        content = content_of(act, body, uploads)
        sent = [
            seen_message(people.write(act, content, reply_to=int(body.get("reply_to") or 0), extra=extra))
        ]
    return answer({"messages": sent})


def content_of(act: Deed, body: Json, uploads: list[Upload]) -> Json:
    kind = str(body.get("kind") or ("document" if uploads else "text"))
    if kind in MEDIA:
        if not uploads:
            raise ImpossibleError(f"there is no file for the {kind}")
        return people.media_content(act.world, kind, uploads[0], str(body.get("caption", "")))
    match kind:
        case "contact":
            return people.contact(act.person, str(body.get("phone", "+70000000000")))
        case "location":
            return {"location": {"latitude": float(body["latitude"]), "longitude": float(body["longitude"])}}
        case _:
            return people.text_content(str(body.get("text", "")))


def forwarded_extra(act: Deed, body: Json) -> Json:
    name = body.get("forwarded_from")
    if not name:
        return {}
    origin = {"type": "hidden_user", "sender_user_name": str(name), "date": act.world.clock.unix()}
    return {"forward_origin": origin}


def send_album(act: Deed, body: Json, uploads: list[Upload]) -> list[Json]:
    """Separate messages with one group id; the last may come late, as on a slow line.

    `captions` are one for each file; a single `caption` stands under the first.
    """
    kind = str(body.get("kind") or "photo")
    given = [str(words) for words in body.get("captions") or [body.get("caption", "")]]
    captions = [*given, *[""] * len(uploads)]
    extra, reply_to = {"media_group_id": act.world.next_album_id()}, int(body.get("reply_to") or 0)
    late = float(body.get("late_seconds") or 0.0)
    on_time = uploads[:-1] if late else uploads
    sent = []
    for upload, caption in zip(on_time, captions, strict=False):
        content = people.media_content(act.world, kind, upload, caption)
        sent.append(seen_message(people.write(act, content, reply_to=reply_to, extra=dict(extra))))
    if late:
        content = people.media_content(act.world, kind, uploads[-1], captions[len(uploads) - 1])
        asyncio.get_running_loop().call_later(
            late, lambda: people.write(act, content, reply_to=reply_to, extra=dict(extra))
        )
    return sent


async def press(request: web.Request) -> web.StreamResponse:
    """By the text of the button, or forged: any `data` on any message of the chat."""
    body, _ = await read_body(request)
    act = deed_of(request, body)
    message_id = int(body.get("message_id") or 0)
    if "data" in body:
        message = act.chat.messages.get(message_id) or next(reversed(act.chat.messages.values()), None)
        if message is None:
            raise ImpossibleError("there is no message to press on")
        asked = people.query(act, message, str(body["data"]))
        return answer({"query_id": asked.id, "message_id": message.id, "button": ""})
    message, button = people.find_button(act.chat, str(body["text"]), message_id)
    pressed = {"message_id": message.id, "button": button["text"], "query_id": ""}
    if "callback_data" in button:
        return answer({**pressed, "query_id": people.press(act, button, message).id})
    return answer(
        {**pressed, **{key: button[key] for key in ("url", "web_app", "copy_text") if key in button}}
    )


async def edit(request: web.Request) -> web.StreamResponse:
    body, _ = await read_body(request)
    act = deed_of(request, body)
    return answer(seen_message(people.edit(act, int(body["message_id"]), str(body["text"]))))


async def delete_own(request: web.Request) -> web.StreamResponse:
    """For both sides; as in Telegram, the bot is not told."""
    body, _ = await read_body(request)
    act = deed_of(request, body)
    message = act.chat.messages.get(int(body["message_id"]))
    if message is None or message.is_deleted:
        raise ImpossibleError(f"there is no message {body['message_id']}")
    delete(act.world, act.bot, message)
    return answer({})


async def block(request: web.Request) -> web.StreamResponse:
    body, _ = await read_body(request)
    is_blocked = bool(body.get("blocked", True))
    people.set_blocked(world_of(request), bot_of(request), person_of(request), is_blocked=is_blocked)
    return answer({"blocked": is_blocked})


async def deactivate(request: web.Request) -> web.StreamResponse:
    person = person_of(request)
    person.is_deactivated = True
    world_of(request).publish("person", item=person.id)
    return answer(person_json(person))


async def answers(request: web.Request) -> web.StreamResponse:
    """What the person saw for each press, oldest first."""
    person = person_of(request)
    queries = bot_of(request).queries.values()
    return answer([seen_answer(query) for query in queries if query.person is person])


async def add_group(request: web.Request) -> web.StreamResponse:
    world, (body, _) = world_of(request), await read_body(request)
    members = [world.people[int(person_id)] for person_id in body.get("members", [])]
    chat = make_group(
        world,
        bot_of(request),
        str(body.get("title", "Group")),
        members,
        chat_id=int(body.get("id") or 0),
        is_super=bool(body.get("supergroup")),
    )
    return answer(chat.card())


async def change_group(request: web.Request) -> web.StreamResponse:
    """`…/migrate` makes a supergroup of it, `…/kick` throws the bot out."""
    chat = chat_of(request, int(request.match_info["chat"]))
    if chat.person is not None:
        raise ImpossibleError("only groups can do that")
    if request.match_info["deed"] == "migrate":
        return answer(migrate(world_of(request), bot_of(request), chat).card())
    kick(world_of(request), bot_of(request), chat)
    return answer(chat.card())


def add_persons(app: web.Application) -> None:
    app.router.add_get("/sandbox/people", list_people)
    app.router.add_post("/sandbox/people", add_person)
    deeds = {
        "send": send,
        "press": press,
        "edit": edit,
        "delete": delete_own,
        "block": block,
        "deactivate": deactivate,
    }
    for name, handler in deeds.items():
        app.router.add_post(rf"/sandbox/people/{{person:\d+}}/{name}", handler)
    app.router.add_get(r"/sandbox/people/{person:\d+}/answers", answers)
    app.router.add_post("/sandbox/groups", add_group)
    app.router.add_post(r"/sandbox/groups/{chat:-?\d+}/{deed:migrate|kick}", change_group)
