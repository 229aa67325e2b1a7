"""A document comes in: read, shown, compared, approved or dropped."""

from typing import Any

from handlers.chat import Chat
from handlers.imports.stale import stale_import
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.ids import ImportId, RoadMapId
from roadmap.people.persons import Role
from services.buttons.imports import (
    ApproveAllButton,
    ApproveImportButton,
    CancelImportButton,
    EditionButton,
    EditionChangesButton,
    EnterAllButton,
    ImportButton,
    ImportDeskButton,
    ImportProblemsButton,
    ImportRowsButton,
    MilestoneButton,
    MilestonesButton,
    QuestionsButton,
    RulesButton,
)
from texts.imports import (
    import_lists,
    import_preview,
    import_questions,
    rule_sets,
    several_plans,
)
from texts.imports import imports as texts

SURE_OF_UNLIKE = 2


async def show_desk(chat: Chat, _: Any) -> None:
    """Shows the documents under review and the road maps in force."""
    chat.conversation.leave()
    await chat.screen.show(texts.desk(await chat.app.imports.desk(chat.actor), chat.actor.time_zone))


async def receive(chat: Chat, said: Said) -> None:
    """Promises to read the document: it is fetched and read beside the chat."""
    assert said.file is not None
    chat.conversation.leave()
    progress = await chat.screen.send(texts.loading(said.file.name))
    try:
        await chat.app.documents.expect(chat.actor, chat.screen.place, progress, said.file)
    except Exception:  # whatever it was, «загружаю» is true no longer
        await chat.screen.delete(progress)
        raise


async def show_preview(chat: Chat, press: ImportButton) -> None:
    """Shows what was read in the document."""
    chat.conversation.leave()
    await chat.screen.show(
        import_preview.preview(await chat.app.imports.preview(chat.actor, ImportId(press.import_id)))
    )


async def show_rows(chat: Chat, press: ImportRowsButton) -> None:
    """Shows a page of the measures as read."""
    page = await chat.app.imports.measures(chat.actor, ImportId(press.import_id), press.page)
    await chat.screen.show(import_lists.rows(page))


async def show_problems(chat: Chat, press: ImportProblemsButton) -> None:
    """Shows a page of what was doubtful."""
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    await chat.screen.show(import_lists.problems(view, press.page))


async def show_questions(chat: Chat, press: QuestionsButton) -> None:
    """Shows a page of the questions."""
    chat.conversation.leave()
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    await chat.screen.show(import_lists.questions(view, press.page))


async def show_milestones(chat: Chat, press: MilestonesButton) -> None:
    """Shows dates found in other cells, to be taken or left."""
    page = await chat.app.choices.milestones(chat.actor, ImportId(press.import_id), press.page)
    await chat.screen.show(import_lists.milestones(page))


async def toggle_milestone(chat: Chat, press: MilestoneButton) -> None:
    """Takes a found date into the plan, or leaves it out."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        page = await chat.app.choices.toggle_milestone(chat.actor, import_id, press.number, press.page)
        await chat.screen.show(import_lists.milestones(page))


async def choose_rules(chat: Chat, press: RulesButton) -> None:
    """Offers the rules of regions, or applies the chosen ones."""
    import_id, rules = ImportId(press.import_id), RULE_SETS.get(press.name)
    if rules is None:
        await chat.screen.show(rule_sets.choose_rules(await chat.app.imports.preview(chat.actor, import_id)))
    else:
        async with stale_import(chat, import_id):
            await chat.screen.show(
                import_preview.preview(await chat.app.choices.choose_rules(chat.actor, import_id, rules))
            )


async def compare(chat: Chat, press: EditionButton) -> None:
    """Compares the document with a road map in force, or takes it for a new one; asks about an unlike one."""
    import_id = ImportId(press.import_id)
    road_map_id = RoadMapId(press.road_map_id) if press.road_map_id else None
    async with stale_import(chat, import_id):
        if road_map_id is not None and not press.is_sure:
            found = await chat.app.imports.difference(chat.actor, import_id, road_map_id)
            if found.is_unlike:
                await chat.screen.show(texts.unlike(import_id, found))
                return
        view = await chat.app.imports.compare(chat.actor, import_id, road_map_id)
        await chat.screen.show(import_preview.preview(view))


async def show_changes(chat: Chat, press: EditionChangesButton) -> None:
    """Shows a page of what the new edition changes."""
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    shown = import_lists.changes(view, press.page) if view.edition else import_preview.preview(view)
    await chat.screen.show(shown)


async def enter_all(chat: Chat, press: EnterAllButton) -> None:
    """Lists the unknown names of the document, then enters them all at once."""
    import_id = ImportId(press.import_id)
    if not press.is_sure:
        names = await chat.app.questions.unknown(chat.actor, import_id)
        await chat.screen.show(import_questions.enter_sure(import_id, names))
        return
    count = await chat.app.questions.create_unknown(chat.actor, import_id, texts.ALL_SCHOOLS_NAME)
    await chat.screen.toast(import_questions.entered(count))
    await chat.screen.show(import_preview.preview(await chat.app.imports.preview(chat.actor, import_id)))


async def approve(chat: Chat, press: ApproveImportButton) -> None:
    """Puts the document in force, after asking about what is still open."""
    import_id = ImportId(press.import_id)
    view = await chat.app.imports.preview(chat.actor, import_id)
    if view.period is None:
        await chat.screen.show(texts.period_first(view))
    elif view.open_questions and not press.is_sure:
        await chat.screen.show(texts.approve_with_questions(view))
    elif view.edition and view.edition.is_unlike and press.is_sure < SURE_OF_UNLIKE:
        await chat.screen.show(texts.approve_unlike(view.id, view.edition))
    else:
        async with stale_import(chat, import_id):
            await chat.screen.show(texts.approved(await chat.app.imports.approve(chat.actor, import_id)))


async def approve_all(chat: Chat, press: ApproveAllButton) -> None:
    """Lists the plans of the file, then puts all of them in force at once."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        if press.is_sure:
            done = await chat.app.imports.approve_all(chat.actor, import_id)
            await chat.screen.show(several_plans.all_approved(done))
        else:
            plans = await chat.app.imports.waiting_plans(chat.actor, import_id)
            await chat.screen.show(several_plans.approve_all(import_id, plans))


async def cancel(chat: Chat, press: CancelImportButton) -> None:
    """Drops the document, after asking."""
    import_id = ImportId(press.import_id)
    if not press.is_sure:
        await chat.app.imports.preview(chat.actor, import_id)
        await chat.screen.show(texts.cancel_sure(import_id))
        return
    async with stale_import(chat, import_id):
        dropped = await chat.app.imports.cancel(chat.actor, import_id)
        await chat.screen.show(texts.cancelled(dropped.file_name))


ROUTES = Routes(
    commands=allow({"import": show_desk}, Role.COORDINATOR),
    presses=allow(
        {
            ImportDeskButton: show_desk,
            ImportButton: show_preview,
            ImportRowsButton: show_rows,
            ImportProblemsButton: show_problems,
            QuestionsButton: show_questions,
            MilestonesButton: show_milestones,
            MilestoneButton: toggle_milestone,
            RulesButton: choose_rules,
            EditionButton: compare,
            EditionChangesButton: show_changes,
            EnterAllButton: enter_all,
            ApproveImportButton: approve,
            ApproveAllButton: approve_all,
            CancelImportButton: cancel,
        },
        Role.COORDINATOR,
    ),
    files=allow({Prompt.IMPORT_DATES: receive}, Role.COORDINATOR),
)
