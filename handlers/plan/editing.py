"""Changing one measure of a road map in force from its card."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, PlanEditId, RoadMapId
from roadmap.people.persons import Role
from roadmap.plan.measure_content import Aspect
from services.buttons.plan_edits import (
    AddMeasureButton,
    AskDeadlineButton,
    CompletionButton,
    EditMeasureButton,
    MeasureEvidenceButton,
    MoveMeasureButton,
    SayAspectButton,
    SetDeadlineButton,
    StandButton,
    UndoEditButton,
)
from services.people.rights import CURATORS
from services.plan.edit_views import Edited
from texts.control import measure_edits as texts

SAID = (Aspect.TITLE, Aspect.NUMBER, Aspect.RESULT, Aspect.SECTION)
"""What is asked for in words; a question keeps the place in this list."""


async def show_editor(chat: Chat, press: EditMeasureButton) -> None:
    """Shows what can be changed about the measure."""
    view = await chat.app.plan_edits.open(chat.actor, MeasureId(press.measure_id))
    await chat.show_other(texts.editor(view))


async def _done(chat: Chat, edited: Edited, measure_id: MeasureId | None = None) -> None:
    await chat.show_other(texts.done(edited, measure_id))
    chat.conversation.leave()


# Words


async def ask_words(chat: Chat, press: SayAspectButton) -> None:
    """Asks for another number, title or result."""
    aspect = next((one for one in SAID if one.value == press.aspect), None)
    if aspect is None:
        raise NotFound
    view = await chat.app.plan_edits.open(chat.actor, MeasureId(press.measure_id))
    await chat.show_other(texts.ask_words(view, aspect))
    chat.ask(Prompt.MEASURE_WORDS, measure=press.measure_id, aspect=SAID.index(aspect))


async def read_words(chat: Chat, said: Said) -> None:
    """Takes the words that were typed."""
    measure_id, aspect = MeasureId(chat.about("measure")), SAID[chat.about("aspect")]
    await _done(chat, await chat.app.plan_edits.say(chat.actor, measure_id, aspect, said.words), measure_id)


async def move(chat: Chat, press: MoveMeasureButton) -> None:
    """Asks for a section, or moves the measure to the chosen one."""
    measure_id = MeasureId(press.measure_id)
    view = await chat.app.plan_edits.open(chat.actor, measure_id)
    sections = await chat.app.plan_edits.sections(chat.actor, view.road_map_id)
    chosen = next((section for section in sections if section.id == press.section_id), None)
    if chosen is None:
        await chat.show_other(texts.choose_section(view, sections))
        chat.ask(Prompt.MEASURE_WORDS, measure=measure_id, aspect=SAID.index(Aspect.SECTION))
        return
    edited = await chat.app.plan_edits.say(chat.actor, measure_id, Aspect.SECTION, chosen.title)
    await _done(chat, edited, measure_id)


# The deadline


async def ask_deadline(chat: Chat, press: AskDeadlineButton) -> None:
    """Asks for another deadline."""
    view = await chat.app.plan_edits.open(chat.actor, MeasureId(press.measure_id))
    await chat.show_other(texts.ask_deadline(view))
    chat.ask(Prompt.MEASURE_DEADLINE, measure=press.measure_id)


async def read_deadline(chat: Chat, said: Said) -> None:
    """Shows how the typed deadline was understood."""
    view = await chat.app.plan_edits.read_back(chat.actor, MeasureId(chat.about("measure")), said.words)
    await chat.read_back(texts.read_back(view), view.words)


async def set_deadline(chat: Chat, press: SetDeadlineButton) -> None:
    """Saves the deadline that was shown; asks anew where its words are forgotten or others came after."""
    measure_id, words = MeasureId(press.measure_id), chat.confirmed
    if not words or chat.conversation.data.get("measure") != press.measure_id:
        await ask_deadline(chat, AskDeadlineButton(press.measure_id))
        return
    await _done(chat, await chat.app.plan_edits.set_deadline(chat.actor, measure_id, words), measure_id)


# Rules, and whether it stands


async def set_evidence(chat: Chat, press: MeasureEvidenceButton) -> None:
    """Asks what reports of the measure have to come with, or takes the chosen rule."""
    measure_id, rule = MeasureId(press.measure_id), texts.EVIDENCE_RULES.get(press.rule)
    if rule is None:
        view = await chat.app.plan_edits.open(chat.actor, measure_id)
        await chat.show_other(texts.choose_evidence(view))
        return
    await _done(chat, await chat.app.plan_edits.ask_evidence(chat.actor, measure_id, rule), measure_id)


async def choose_completion(chat: Chat, press: CompletionButton) -> None:
    """Asks when the measure counts as done, or takes the chosen rule."""
    measure_id, rule = MeasureId(press.measure_id), texts.RULES.get(press.rule)
    if rule is None:
        view = await chat.app.plan_edits.open(chat.actor, measure_id)
        await chat.show_other(texts.choose_completion(view))
        return
    await _done(chat, await chat.app.plan_edits.choose_completion(chat.actor, measure_id, rule), measure_id)


async def stand(chat: Chat, press: StandButton) -> None:
    """Drops, pauses, resumes or cancels the measure, after asking where it is not easily mended."""
    measure_id, edits = MeasureId(press.measure_id), chat.app.plan_edits
    match press.how:
        case "cancel":
            await chat.show_other(texts.ask_reason(await edits.open(chat.actor, measure_id)))
            chat.ask(Prompt.MEASURE_REASON, measure=measure_id)
        case "resume":
            await _done(chat, await edits.resume(chat.actor, measure_id), measure_id)
        case "drop" | "pause" as how if not press.is_sure:
            await chat.show_other(texts.stand_sure(await edits.open(chat.actor, measure_id), how))
        case "drop":
            await _done(chat, await edits.drop(chat.actor, measure_id), measure_id)
        case "pause":
            await _done(chat, await edits.pause(chat.actor, measure_id), measure_id)
        case _:
            raise NotFound


async def read_reason(chat: Chat, said: Said) -> None:
    """Cancels the measure with the reason that was typed."""
    measure_id = MeasureId(chat.about("measure"))
    await _done(chat, await chat.app.plan_edits.cancel(chat.actor, measure_id, said.words), measure_id)


# A new one


async def ask_measure(chat: Chat, press: AddMeasureButton) -> None:
    """Asks in which section a new measure stands, then for its number and title."""
    road_map_id = RoadMapId(press.road_map_id)
    sections = await chat.app.plan_edits.sections(chat.actor, road_map_id)
    chosen = next((section for section in sections if section.id == press.section_id), None)
    if chosen is None and sections:
        await chat.show_other(texts.choose_place(road_map_id, sections))
        return
    await chat.show_other(texts.ask_measure(road_map_id, chosen.title if chosen else ""))
    chat.ask(Prompt.MEASURE_NEW, road_map=road_map_id, section=press.section_id)


async def read_measure(chat: Chat, said: Said) -> None:
    """Adds the measure that was typed."""
    road_map_id = RoadMapId(chat.about("road_map"))
    sections = await chat.app.plan_edits.sections(chat.actor, road_map_id)
    title = next((section.title for section in sections if section.id == chat.about("section")), "")
    await _done(chat, await chat.app.plan_edits.add(chat.actor, road_map_id, title, said.words))


async def undo(chat: Chat, press: UndoEditButton) -> None:
    """Undoes an edit of the plan."""
    back = await chat.app.undoing_edits.undo(chat.actor, PlanEditId(press.edit_id))
    await chat.screen.toast(texts.UNDONE)
    await chat.show_other(texts.undone(back))


ROUTES = Routes(
    presses={
        **allow({UndoEditButton: undo}, *CURATORS),
        **allow(
            {
                EditMeasureButton: show_editor,
                SayAspectButton: ask_words,
                MoveMeasureButton: move,
                AskDeadlineButton: ask_deadline,
                SetDeadlineButton: set_deadline,
                MeasureEvidenceButton: set_evidence,
                CompletionButton: choose_completion,
                StandButton: stand,
                AddMeasureButton: ask_measure,
            },
            Role.COORDINATOR,
        ),
    },
    words=allow(
        {
            Prompt.MEASURE_WORDS: read_words,
            Prompt.MEASURE_DEADLINE: read_deadline,
            Prompt.MEASURE_REASON: read_reason,
            Prompt.MEASURE_NEW: read_measure,
        },
        Role.COORDINATOR,
    ),
)
