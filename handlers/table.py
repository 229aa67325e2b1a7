"""Every area's routes in one table."""

from handlers import (
    calendars,
    delivery,
    fallback,
    files,
    reminding,
)
from handlers.control import (
    curators_deeds,
    deciding,
    duties,
    edited_words,
    extensions,
    on_behalf,
    reach,
    reassignments,
    report_drafts,
    report_sending,
    reporting,
)
from handlers.imports import (
    choices,
    correcting,
    imports,
    past_work,
    questions,
)
from handlers.monitoring import (
    asking,
    collecting,
    monitoring_rules,
)
from handlers.people import (
    absences,
    erasing,
    invitations,
    leaving,
    merging,
    people,
    person,
    roster,
    staff_lists,
    start,
    units,
)
from handlers.plan import (
    assignees,
    browsing,
    dates,
    editing,
    history,
    paper,
    road_maps,
    routine,
    tables,
)
from handlers.routes import merged
from handlers.summary import (
    discipline,
    papers,
    pictures,
    reports,
)

ROUTES = merged(
    area.ROUTES
    for area in (
        start,
        roster,
        people,
        invitations,
        person,
        leaving,
        merging,
        erasing,
        units,
        staff_lists,
        absences,
        imports,
        choices,
        correcting,
        questions,
        past_work,
        files,
        duties,
        reporting,
        report_drafts,
        report_sending,
        edited_words,
        deciding,
        curators_deeds,
        reach,
        extensions,
        reassignments,
        on_behalf,
        browsing,
        routine,
        editing,
        assignees,
        tables,
        dates,
        road_maps,
        history,
        paper,
        reminding,
        calendars,
        asking,
        monitoring_rules,
        collecting,
        reports,
        pictures,
        discipline,
        papers,
        delivery,
        fallback,
    )
)
