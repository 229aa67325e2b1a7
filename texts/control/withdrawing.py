"""Taking the consent back: what it means, and what is said afterwards."""

from services.buttons.people import PrivacyButton, WithdrawButton
from services.control.leaving.withdrawing import Withdrawal, Withdrawn
from services.notice import Button, ButtonStyle, Notice, bold, lines
from texts.plural import plural


def ask(view: Withdrawal) -> Notice:
    """Before it is done."""
    duties = plural(view.open_duties, "поручение", "поручения", "поручений")
    return Notice(
        body=lines(
            bold("Отозвать согласие?"),
            "",
            "Доступ закроется сразу, напоминания приходить перестанут.",
            f"Назначенное вам по имени ({duties}) перейдёт вашей организации или координатору."
            if view.open_duties
            else None,
            "Отправленные отчёты останутся: они относятся к дорожной карте. Имя и остальное сотрёт "
            "координатор, ему придёт сообщение.",
        ),
        buttons=(
            (Button("Отозвать согласие", WithdrawButton(), style=ButtonStyle.DANGER),),
            (Button("‹ Назад", PrivacyButton()),),
        ),
    )


def done(result: Withdrawn) -> Notice:
    """The last words into the chat."""
    return Notice(
        body=lines(
            bold("Согласие отозвано, доступ закрыт."),
            f"Передано поручений: {result.moved}. Кому: {result.to}." if result.moved else None,
            "Передумаете, попросите у координатора новую ссылку.",
        )
    )
