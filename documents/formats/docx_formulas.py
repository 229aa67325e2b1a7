"""Formulas of a Word document on one line, as a person would type them."""

from xml.etree.ElementTree import Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MAX_DEPTH = 50


def formula(element: Element, depth: int = 0) -> str:
    """All its letters and signs; only the drawing is lost."""
    if depth > _MAX_DEPTH:
        return "".join(piece.text or "" for piece in element.iter(f"{M}t"))
    parts = [formula(child, depth + 1) for child in element]
    match element.tag.removeprefix(M):
        case "t":
            return element.text or ""
        case "f":
            return "/".join(filter(None, parts))
        case "sSup":
            base, power = _two(parts)
            return base + (power.translate(_RAISED) if power.isascii() and power.isdecimal() else f"^{power}")
        case "d":
            return f"({''.join(parts)})"
        case "rad":
            return f"√{''.join(parts)}"
        case _:
            return "".join(parts)


def _two(parts: list[str]) -> tuple[str, str]:
    """The base and the power, properties before them being empty."""
    filled = [part for part in parts if part]
    return ("".join(filled[:-1]), filled[-1]) if len(filled) > 1 else ("".join(filled), "")
