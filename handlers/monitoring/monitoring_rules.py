"""How a road map is monitored: shown and chosen by buttons."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.ids import RoadMapId
from roadmap.people.persons import Role
from services.buttons.monitoring import MonitoringRulesButton, RuleChoicesButton, SetRuleButton
from texts.monitoring import monitoring_rules as texts


async def show(chat: Chat, press: MonitoringRulesButton) -> None:
    """Shows the rules in force."""
    view = await chat.app.monitoring_rules.open(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.rules(view))


async def offer(chat: Chat, press: RuleChoicesButton) -> None:
    """Shows what one rule may be."""
    view = await chat.app.monitoring_rules.open(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.choices(view, press.rule))


async def choose(chat: Chat, press: SetRuleButton) -> None:
    """Takes the choice and shows the rules."""
    rules = chat.app.monitoring_rules
    view = await rules.choose(chat.actor, RoadMapId(press.road_map_id), press.rule, press.value)
    await chat.screen.toast(texts.chosen())
    await chat.screen.show(texts.rules(view))


ROUTES = Routes(
    presses=allow(
        {MonitoringRulesButton: show, RuleChoicesButton: offer, SetRuleButton: choose}, Role.COORDINATOR
    )
)
