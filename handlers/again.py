"""What answers a press once more whose answer may not have been seen, where no card tells it."""

from collections.abc import Callable, Mapping
from typing import Any

from services.buttons.entrusting import AnswerFilesButton
from services.buttons.imports import ApproveAllButton, ApproveImportButton, CancelImportButton, ImportButton
from services.buttons.invitations import InvitationSheetButton
from services.buttons.monitoring import (
    DropFormButton,
    FilledFormButton,
    FormForThemButton,
    FormOutButton,
    SheetOutButton,
    TakeFormButton,
)
from services.buttons.people import MyDataButton, StaffSheetButton
from services.buttons.plan import EditionFileButton, PaperListButton, RollMapButton
from services.buttons.plan_tables import ApplyTableButton, DropTableButton, MakeTableButton, TableButton
from services.buttons.reminding import CalendarFileButton
from services.buttons.reporting import EvidenceButton
from services.buttons.requests import ExtensionMemoButton
from services.buttons.summary import (
    DisciplineButton,
    MakeAnalysisButton,
    MakeArchiveButton,
    MakeFormButton,
    MakeReportButton,
    MeetingButton,
    MeetingPaperButton,
    PicturesButton,
    SectionAnalysisButton,
    SectionFormButton,
    SectionReportButton,
)

GIVEN = frozenset(
    {
        MakeReportButton,
        MakeFormButton,
        MakeAnalysisButton,
        MakeArchiveButton,
        MakeTableButton,
        PicturesButton,
        DisciplineButton,
        PaperListButton,
        EditionFileButton,
        StaffSheetButton,
        SectionAnalysisButton,
        SectionFormButton,
        SectionReportButton,
        MeetingPaperButton,
        CalendarFileButton,
        MyDataButton,
        RollMapButton,
        InvitationSheetButton,
        ExtensionMemoButton,
        EvidenceButton,
        AnswerFilesButton,
        MeetingButton,
        FormOutButton,
        SheetOutButton,
        FormForThemButton,
    }
)
"""The answer is what was asked for: it is made anew. A plan that lies on the desk already is shown."""
SHOWN: Mapping[type, Callable[[Any], Any]] = {
    ApproveImportButton: lambda press: ImportButton(press.import_id),
    ApproveAllButton: lambda press: ImportButton(press.import_id),
    CancelImportButton: lambda press: ImportButton(press.import_id),
    ApplyTableButton: lambda press: TableButton(press.return_id, 0),
    DropTableButton: lambda press: TableButton(press.return_id, 0),
    TakeFormButton: lambda press: FilledFormButton(press.form_id, 0),
    DropFormButton: lambda press: FilledFormButton(press.form_id, 0),
}
"""The deed is done: what it was done to says so."""


def again(press: Any) -> Any | None:
    """The button whose handler answers this one once more; None where the card or the menu does."""
    if type(press) in GIVEN:
        return press
    shown = SHOWN.get(type(press))
    return shown(press) if shown else None
