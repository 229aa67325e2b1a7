import pytest

from sandbox.formatting import read_text
from sandbox.refusal import Refused


def parsed(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    found = read_text(source, "HTML", None)
    return found.text, [(each["type"], each["offset"], each["length"]) for each in found.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>жирный</b>", "жирный", [("bold", 0, 6)]),
        ("<B>x</b> <EM>y</EM>", "x y", [("bold", 0, 1), ("italic", 2, 1)]),
        ("🔁 <b>Повтор</b>", "🔁 Повтор", [("bold", 3, 6)]),
        ("<b><i>x</i></b>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
        (
            "<u>a</u><s>b</s><tg-spoiler>c</tg-spoiler>",
            "abc",
            [("underline", 0, 1), ("strikethrough", 1, 1), ("spoiler", 2, 1)],
        ),
        ("a &lt;b&gt; &amp;amp; &quot;c&quot; &#1103; &#x42F;", 'a <b> &amp; "c" я Я', []),
        ("&nbsp; &foo", "&nbsp; &foo", []),
        ("<code>if a &lt; b</code>", "if a < b", [("code", 0, 8)]),
        ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<code><b>x</b></code>", "x", [("code", 0, 1)]),
        ("<b>a <code>x</code> b</b>", "a x b", [("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>a\n<b>b</b></blockquote>", "a\nb", [("blockquote", 0, 3), ("bold", 2, 1)]),
        ("  <b>x </b>\n\n", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<a href='localhost'>x</a>", "x", []),
        ("<a href='tg://user?id=42'>x</a>", "x", [("text_mention", 0, 1)]),
        (
            "пишите /start или @vekha_bot",
            "пишите /start или @vekha_bot",
            [("bot_command", 7, 6), ("mention", 18, 10)],
        ),
        ("п. 1/2 и 3/4", "п. 1/2 и 3/4", []),
        ("https://t.me/vekha_bot?start=abc.", "https://t.me/vekha_bot?start=abc.", [("url", 0, 32)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    assert parsed(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("срок < 5 дней", 'Unsupported start tag "" at byte offset 9'),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("<p>абзац</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("я<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=x/y>x</a>", "Unexpected end of name token at byte offset 8"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        parsed(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_the_language_of_code_and_the_address_of_a_link_are_kept() -> None:
    pre, link = read_text(
        '<pre><code class="language-py">x</code></pre> <a href="example.org">y</a>', "HTML", None
    ).entities
    assert pre["language"] == "py"
    assert link["url"] == "http://example.org/"


def test_other_parse_modes_are_not_known_here() -> None:
    with pytest.raises(Refused, match="unsupported parse_mode"):
        read_text("*x*", "MarkdownV2", None)
