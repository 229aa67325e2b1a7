"""Spoils documents in the ways discs, mailers, converters and enemies do; each mutation is made by a seed."""

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

_Chance = random.Random
_TAG = re.compile(rb"<[^<>]{1,200}>")
_FIGURE = re.compile(rb'="\d+"')
_SIZES = (0, 1, 7, 99, 10**6, 10**10)
_NASTY_VALUES = ("", "0", "-1", "7", "999999999999", "XFD1048576", "A1:XFD1048576", "restart", "л", "1e9")
_NASTY_BYTES = (b"\x00", b"\xff\xfe", b"<", b"&", b"]]>", b"%PDF-", b"PK\x03\x04", b"endobj", b"\xed\xa0\x80")
_NASTY_TEXTS = (
    "\t" * 70, "\n\n\n", ";" * 70, "|", "**", "<p>", "</td>", "\u202e", "\u00ad", "9" * 400, "31.02.2206",
    "с 5 по 1 мая", "1.1.1.1.1.1", "(" * 300, "«" * 99, "№" * 50, "а" * 5000, "Срок", "Мероприятие", "1 2 3",
)  # fmt: skip


def mutate_bytes(data: bytes, chance: _Chance) -> bytes:
    """Bytes changed, cut out, doubled, inserted; the end torn off."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if not spoilt:
            break
        place = chance.randrange(len(spoilt))
        match chance.randrange(5):
            case 0:
                spoilt[place] = chance.randrange(256)
            case 1:
                del spoilt[place : place + chance.randint(1, 400)]
            case 2:
                spoilt[place:place] = spoilt[place : place + chance.randint(1, 400)]
            case 3:
                spoilt[place:place] = chance.choice(_NASTY_BYTES)
            case _:
                if chance.random() < 0.3:
                    del spoilt[place:]
    return bytes(spoilt)


def mutate_archive(data: bytes, chance: _Chance) -> bytes:
    """An Office file with its body, and perhaps another part, spoilt; packed again as a sound archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    body = next(name for name in parts if name.endswith(("document.xml", "sheet1.xml")))
    parts[body] = mutate_tree(parts[body], chance)
    other = chance.choice(sorted(parts))
    match chance.randrange(8):
        case 0:
            del parts[other]
        case 1:
            parts[other] = mutate_bytes(parts[other], chance)
        case 2:
            parts[other] = mutate_tags(parts[other], chance)
        case 3 | 4 if other.endswith(".xml"):
            parts[other] = mutate_tree(parts[other], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def mutate_tree(xml: bytes, chance: _Chance) -> bytes:
    """Elements moved, dropped, doubled, nested; attributes and texts changed; the XML stays well-formed."""
    root = ET.fromstring(xml)
    for _ in range(chance.randint(1, 10)):
        elements = list(root.iter())
        parent, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(6):
            case 0 if len(parent):
                parent.remove(chance.choice(list(parent)))
            case 1 if len(parent):
                child = chance.choice(list(parent))
                parent.extend([child] * chance.randint(1, 30))
            case 2 if other is not root:
                parent.append(copy.deepcopy(other))
            case 3 if parent.attrib:
                parent.set(chance.choice(list(parent.attrib)), chance.choice(_NASTY_VALUES))
            case 4:
                parent.text = chance.choice(_NASTY_TEXTS)
            case _:
                parent.tag = other.tag
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def mutate_tags(xml: bytes, chance: _Chance) -> bytes:
    """Elements swapped, dropped, doubled; numbers in attributes grown out of measure."""
    tags = list(_TAG.finditer(xml))
    if len(tags) < 4:
        return xml
    for _ in range(chance.randint(1, 6)):
        one, other = sorted(chance.sample(range(len(tags)), 2))
        first, second = tags[one], tags[other]
        match chance.randrange(4):
            case 0:
                xml = xml[: first.start()] + xml[second.start() :]
            case 1:
                piece = xml[first.start() : second.start()][:20_000]
                xml = xml[: first.start()] + piece * chance.randint(1, 40) + xml[first.start() :]
            case 2:
                xml = re.sub(
                    rb'="\d+"', lambda _: b'="%d"' % chance.choice((0, 1, 7, 99, 10**6, 10**10)), xml, count=9
                )
            case _:
                noise = chance.choice(_NASTY_TEXTS).encode()
                xml = xml[: first.end()] + noise + xml[first.end() :]
        tags = list(_TAG.finditer(xml[:2_000_000]))
        if len(tags) < 4:
            break
    return xml


def mutate_text(data: bytes, chance: _Chance) -> bytes:
    """Lines shuffled, doubled, joined; cells lost; nasty texts inside; another encoding."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(chance.randint(1, 15)):
        place = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[place:place] = lines[place : place + chance.randint(1, 30)]
            case 1:
                del lines[place : place + chance.randint(1, 5)]
                lines = lines or [""]
            case 2:
                other = chance.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
            case 3:
                cut = chance.randint(0, len(lines[place]))
                lines[place] = lines[place][:cut] + chance.choice(_NASTY_TEXTS) + lines[place][cut:]
            case 4:
                lines[place] = lines[place].replace("\t", chance.choice(("", " ", ";", "\t\t")))
            case _:
                lines[place : place + 2] = [" ".join(lines[place : place + 2])]
    text = "\n".join(lines)
    encoding = chance.choice(("utf-8", "utf-8", "cp1251", "utf-16", "koi8-r"))
    return text.encode(encoding, "replace")


def _any_of(*ways: Callable[[bytes, _Chance], bytes]) -> Callable[[bytes, _Chance], bytes]:
    return lambda data, chance: chance.choice(ways)(data, chance)


WAYS: dict[str, Callable[[bytes, _Chance], bytes]] = {
    ".docx": _any_of(mutate_archive, mutate_archive, mutate_bytes),
    ".xlsx": _any_of(mutate_archive, mutate_archive, mutate_bytes),
    ".pdf": mutate_bytes,
    ".csv": _any_of(mutate_text, mutate_text, mutate_bytes),
    ".txt": _any_of(mutate_text, mutate_text, mutate_bytes),
}
"""How a document of each kind is spoilt."""


def mutated(suffix: str, data: bytes, seed: int) -> bytes:
    """The document spoilt in the way this seed chooses."""
    return WAYS[suffix](data, random.Random(f"{suffix} {seed}"))
