"""Archives in archives: no plan, no evidence, and what is embedded in a plan is never opened."""

import io
import time
import zipfile

import pytest

from tests.documents import hostile
from tests.documents.odd import READ, Odd, inside, kept_as_evidence, read_as_plan


def stored(parts: dict[str, bytes]) -> bytes:
    """Not packed, so that what lies inside stands in the bytes as it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def nested(depth: int) -> bytes:
    data = hostile.good_docx()
    for _ in range(depth):
        data = hostile.archive({"план.docx": data})
    return data


NESTED = (
    Odd(what="a plan in a zip", make=lambda: nested(1), read="not-a-document", kept="evidence-kind"),
    Odd(what="a zip in a zip in a zip", make=lambda: nested(3), read="not-a-document", kept="evidence-kind"),
    Odd(
        what="a zip that calls itself so",
        make=lambda: nested(1),
        name="план.zip",
        read="not-a-document",
        kept="evidence-kind",
    ),
    Odd(
        what="a whole plan not packed in a zip",
        make=lambda: stored({"план.docx": hostile.good_docx()}),
        read="not-a-document",
        kept="evidence-kind",
    ),
    Odd(
        what="a bomb embedded in a plan is not opened",
        make=inside("word/embeddings/inner.zip", hostile.bomb()),
        read=READ,
        kept="docx",
    ),
    Odd(
        what="a table embedded in a plan is not opened",
        make=inside("word/embeddings/table.xlsx", hostile.good_xlsx()),
        read=READ,
        kept="docx",
    ),
    Odd(
        what="an archive of Java",
        make=lambda: hostile.archive({"META-INF/MANIFEST.MF": b"x"}),
        read="not-a-document",
        kept="evidence-kind",
    ),
    Odd(
        what="a zip of nothing", make=lambda: hostile.archive({}), read="not-a-document", kept="evidence-kind"
    ),
    Odd(
        what="names that lead out of the folder",
        make=inside("../../../etc/passwd", b"x"),
        read=READ,
        kept="docx",
    ),
)


@pytest.mark.parametrize("odd", NESTED, ids=lambda odd: odd.what)
def test_as_a_plan_it_is_read_or_refused_with_its_reason_in_no_time(odd: Odd) -> None:
    began = time.process_time()
    assert read_as_plan(odd) == odd.read
    assert time.process_time() - began < 2


@pytest.mark.parametrize("odd", NESTED, ids=lambda odd: odd.what)
def test_as_evidence_it_is_taken_by_its_bytes_or_refused_with_its_reason(odd: Odd) -> None:
    assert kept_as_evidence(odd) == odd.kept
