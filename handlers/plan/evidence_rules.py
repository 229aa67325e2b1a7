"""What reports of a road map in force have to come with."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId, SectionId
from roadmap.people.persons import Role
from roadmap.plan.evidence_rule import EvidenceRule
from services.buttons.plan_edits import AskMapEvidenceButton, MapEvidenceButton
from texts.control import map_evidence as texts
from texts.control import measure_edits


async def show(chat: Chat, press: MapEvidenceButton) -> None:
    """Shows what is asked for, in the whole road map or one section."""
    view = await chat.app.evidence_rules.of_map(chat.actor, RoadMapId(press.road_map_id))
    await chat.show_other(texts.map_evidence(view, press.section_id))


async def ask(chat: Chat, press: AskMapEvidenceButton) -> None:
    """Sets the rule for all of it and shows what changed."""
    if press.rule not in {texts.PROPOSED, *EvidenceRule}:
        raise NotFound
    rule = EvidenceRule(press.rule) if press.rule != texts.PROPOSED else None
    section_id = SectionId(press.section_id) if press.section_id else None
    done = await chat.app.evidence_rules.ask(chat.actor, RoadMapId(press.road_map_id), section_id, rule)
    await chat.show_other(measure_edits.done(done))


ROUTES = Routes(presses=allow({MapEvidenceButton: show, AskMapEvidenceButton: ask}, Role.COORDINATOR))
