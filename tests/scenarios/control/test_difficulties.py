"""«Есть трудности» waits for the curator like a report does; «идёт» waits for nobody."""

from roadmap.control.duty import ReportOutcome
from services.control.reporting.report_submission import Answer, submit
from storage.unit_of_work import Store
from tests.control_story import OLGA, SCHOOL, Stage, set_stage
from tests.world import World


async def told(stage: Stage, outcome: ReportOutcome, words: str) -> None:
    """What the monitoring files of the first school's answer."""
    district = stage.district
    async with district.store.write() as uow:
        duty = await uow.duties.get(district.duties["2.3", SCHOOL])
        assert duty is not None
        anna = await district.actor("Анна Лугова")
        await submit(uow, anna, duty, Answer(outcome=outcome, text=words), stage.world.clock.now())
        await uow.commit()


async def test_a_difficulty_stands_in_the_queue_until_its_curator_has_taken_note(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await told(stage, ReportOutcome.DIFFICULTY, "Нет педагога-психолога")

    await world.at("2026-09-02 09:30")
    await stage.olga.sees("Ждут вас: 1, старшему 1 день\n⚠️ п. 2.3 .* — Школа № 3, есть трудности")
    await stage.olga.presses("2.3")
    (card,) = await stage.olga.sees("есть трудности.*Нет педагога-психолога")
    assert card.buttons[:4] == ["Принять к сведению", "Напомнить сейчас", "Отчёт за них", "Ещё…"]

    await stage.olga.presses("Принять к сведению")
    await stage.olga.sees(f"Принято к сведению 2 сентября, {OLGA}")
    await stage.anna.sees(f"Куратор знает о трудности.*{OLGA}: принято к сведению")
    page = await world.app.decisions.queue(await stage.district.actor(OLGA))
    assert page.total == 0


async def test_work_that_goes_on_waits_for_nobody(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await told(stage, ReportOutcome.ON_TRACK, "")

    await world.at("2026-09-02 09:30")
    await stage.olga.sees_nothing()


async def test_a_later_answer_takes_the_difficulty_out_of_the_queue(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await told(stage, ReportOutcome.DIFFICULTY, "Нет педагога-психолога")
    await told(stage, ReportOutcome.ON_TRACK, "Нашли")

    page = await world.app.decisions.queue(await stage.district.actor(OLGA))
    assert page.total == 0
