"""The bot's process: settings, wiring, getting updates, the `vekha` command."""

from bot.telegram.telegram_types import put_off

put_off()
