"""Settings from the environment and `.env`; `.env.example` is generated from here."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One object for the whole process; secrets never print."""

    model_config = SettingsConfigDict(
        env_file=".env", env_nested_delimiter="__", extra="ignore", env_ignore_empty=True
    )

    bot_token: SecretStr | None = Field(default=None, description="Токен от @BotFather")
    bot_api_url: str = Field(
        default="", description="Адрес Bot API; пусто: api.telegram.org. Свой сервер Bot API или песочница"
    )
    proxy: str = Field(
        default="", description="Прокси socks5:// или http://; несколько через запятую, по порядку"
    )
    database_url: str = Field(
        default="sqlite+aiosqlite:///var/vekha.db",
        description="База: файл SQLite или postgresql+asyncpg://user:password@host/name",
    )
    files_dir: str = Field(default="var/files", description="Папка для подтверждений и исходных документов")
    time_zone: str = Field(default="Europe/Moscow", description="Часовой пояс новой организации (IANA)")
    log_level: str = Field(default="INFO", description="Подробность журнала: DEBUG, INFO, WARNING")
    health_port: int = Field(default=0, description="Порт /healthz и /readyz на 127.0.0.1; 0: не открывать")
    sandbox_clock_url: str = Field(
        default="", description="Часы песочницы; принимаются, только если Bot API тоже на 127.0.0.1"
    )
