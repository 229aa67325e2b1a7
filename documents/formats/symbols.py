"""Characters that Word draws with symbol fonts, as the signs people see."""

_ASCII_LIKE = {code: chr(code) for code in range(0x20, 0x40)}
_SYMBOL = _ASCII_LIKE | {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "*", 0x2D: "–", 0x40: "≅", 0x5B: "[", 0x5C: "∴", 0x5D: "]",
    0x5E: "⊥", 0x5F: "_", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "~", 0xA2: "′", 0xA3: "≤", 0xA4: "/",
    0xA5: "∞",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xBE: "–",
    0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xD7: "·", 0xDE: "⇒",
    0xE1: "⟨", 0xE5: "∑", 0xF1: "⟩", 0xF2: "∫",
}  # fmt: skip
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL |= {0x41 + index: letter for index, letter in enumerate(_GREEK)}
_SYMBOL |= {0x61 + index: letter.lower() for index, letter in enumerate(_GREEK.replace("ς", "ϖ"))}
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x6C: "•", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x75: "◆",
    0x76: "◆", 0x77: "•", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xB6: "☆",
    0xD8: "•",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_FIRST, _LAST = "\uf020", "\uf0ff"


def symbol(font: str, code: str) -> str:
    """The sign of a `w:sym`; "" where it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _sign(font, number & 0xFF) if number < 0x100 or 0xF000 <= number <= 0xF0FF else chr(number)


def in_font(text: str, font: str) -> str:
    """The text with characters of the private area replaced; those that are not known stay."""
    if not any(_FIRST <= char <= _LAST for char in text):
        return text
    return "".join(
        _sign(font, ord(char) & 0xFF) or char if _FIRST <= char <= _LAST else char for char in text
    )


def _sign(font: str, code: int) -> str:
    return (_WINGDINGS if font.lower().startswith("wingdings") else _SYMBOL).get(code, "")
