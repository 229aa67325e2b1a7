"""Settings from the environment and `.env`; `.env.example` is generated from here."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError
from sqlalchemy.engine import URL

from bot.database_address import BadAddress, read_address
from roadmap.errors import SettingsRefused

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
"""What @BotFather gives: the bot's id, a colon, the secret."""


PROXY_SCHEMES = ("socks5", "socks4", "http")
_REFUSALS = {"LOG__LEVEL": "log-level"}
"""What is said of a setting whose value is none of a few; of others the kind of the mistake is said."""


def _is_proxy(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in PROXY_SCHEMES and bool(parts.hostname) and parts.port is not None
    except ValueError:  # a port that is no number
        return False


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # as above
        return False


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


class Sending(BaseModel):
    """How fast the bot may write; 0 lifts a limit (for a sandbox or a bench, never for Telegram)."""

    per_second: float = Field(
        default=28.0, ge=0, description="Сообщений в секунду всего; у Telegram около 30"
    )
    per_chat_per_second: float = Field(default=0.95, ge=0, description="В секунду одному человеку")
    per_group_per_minute: float = Field(
        default=18.0, ge=0, description="В минуту в одну группу; у Telegram 20"
    )


class Flood(BaseModel):
    """How fast one chat is worked off; what comes faster waits and is not lost."""

    updates: int = Field(
        default=20, ge=0, description="Сообщений и нажатий одного человека за FLOOD__SECONDS; 0: без предела"
    )
    seconds: int = Field(default=10, ge=1, description="За сколько секунд; альбом считается за одно")


class Disk(BaseModel):
    """How much room there has to be where the database and the files lie."""

    warn_mb: int = Field(
        default=1024,
        ge=0,
        description="Свободно меньше стольких МБ: сказать координатору, что место кончается",
    )
    stop_mb: int = Field(
        default=200,
        ge=0,
        description="Свободно меньше стольких МБ: не принимать файлов; слова и кнопки работают",
    )
    person_mb: int = Field(
        default=500, ge=20, description="Сколько МБ файлов один человек может прислать за сутки"
    )


class InMessages(BaseModel):
    """What holds for a department that has not chosen itself: how much goes through the messenger."""

    brief: bool = Field(
        default=False,
        description="В сообщениях, которые бот шлёт сам, только инициалы и номер пункта; управление может "
        "выбрать иначе в «Настройках»",
    )
    files: bool = Field(
        default=True,
        description="Принимать файлы через мессенджер; false: в отчёте пишут, где хранится подтверждение",
    )


class Keep(BaseModel):
    """How long what has served its time is kept, in days."""

    updates: int = Field(default=3, ge=1, description="Сколько дней хранить обработанные обновления Telegram")
    deliveries: int = Field(default=365, ge=30, description="И отправленные сообщения (без их текста)")
    reports: int = Field(
        default=1826, ge=365, description="И слова отчётов, решений и просьб; числа и даты остаются"
    )
    evidence: int = Field(default=1826, ge=365, description="И файлы подтверждений")
    audit: int = Field(default=1826, ge=365, description="И закреплённые записи журнала действий")
    tables: int = Field(
        default=180, ge=30, description="И таблицы правки плана: более старую бот уже не примет обратно"
    )
    attempts: int = Field(default=30, ge=1, description="И неудачные попытки войти по ссылке")
    orphans: int = Field(default=30, ge=1, description="И файлы брошенных черновиков и отменённых загрузок")


class OperatorSettings(BaseModel):
    """Who keeps the personal data; shown in /privacy and before the consent."""

    name: str = Field(default="", description="Оператор персональных данных: полное название учреждения")
    address: str = Field(default="", description="Его почтовый адрес")
    contact: str = Field(default="", description="Куда обращаться с жалобой: должность, телефон или почта")


class Backup(BaseModel):
    """Nightly backups of database and files, encrypted."""

    dir: str = Field(
        default="", description="Папка для резервных копий, лучше на другом диске; пусто: копий не делать"
    )
    recipient: str = Field(
        default="", description="Открытый ключ копий, age1…; ключ даёт vekha backup --new-key"
    )
    hour: int = Field(default=3, ge=0, le=23, description="В котором часу делать копию, по TIME_ZONE")
    days: int = Field(default=7, ge=1, description="Сколько ежедневных копий хранить")
    weeks: int = Field(default=4, ge=0, description="И сколько еженедельных")


class HealthSettings(BaseModel):
    """Where /healthz, /readyz and /metrics listen."""

    host: str = Field(default="127.0.0.1", description="Адрес /healthz, /readyz и /metrics")
    port: int = Field(default=0, ge=0, le=65535, description="Их порт; 0: не открывать")


class Webhook(BaseModel):
    """Where Telegram brings updates, and where we take them behind the reverse proxy."""

    url: str = Field(
        default="", description="Адрес https://, куда Telegram приносит обновления; пусто: бот спрашивает сам"
    )
    secret: SecretStr = Field(
        default=SecretStr(""), description="Секрет этого адреса: 1–256 знаков A–Z, a–z, 0–9, _ и -"
    )
    host: str = Field(default="127.0.0.1", description="Где их принимать за обратным прокси")
    port: int = Field(default=8081, ge=1, le=65535, description="И на каком порту")


class OpenPart(BaseModel):
    """What is shown outwards behind the reverse proxy: calendars and tables for other programs."""

    url: str = Field(
        default="",
        description="Адрес https://, по которому снаружи открыты календари сроков и таблицы для программ; "
        "пусто: закрыто",
    )
    host: str = Field(default="127.0.0.1", description="Где их отдавать за обратным прокси")
    port: int = Field(default=8082, ge=1, le=65535, description="И на каком порту")


Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


class Log(BaseModel):
    """The journal on standard error."""

    level: Annotated[Level, BeforeValidator(_upper)] = Field(
        default="INFO", description="Подробность журнала: DEBUG, INFO, WARNING, ERROR"
    )
    as_json: bool = Field(default=False, description="Строки журнала в JSON, для сборщика журналов")


class Settings(BaseSettings):
    """One object for the whole process; secrets never print."""

    model_config = SettingsConfigDict(
        env_file=".env", env_nested_delimiter="__", extra="ignore", env_ignore_empty=True
    )

    bot_token: SecretStr | None = Field(default=None, description="Токен от @BotFather")
    bot_api_url: str = Field(
        default="", description="Адрес Bot API; пусто: api.telegram.org. Свой сервер Bot API или песочница"
    )
    proxy: SecretStr = Field(
        default=SecretStr(""),
        description="Прокси socks5:// или http://; несколько через запятую, по порядку предпочтения",
    )
    database_url: str = Field(
        default="sqlite+aiosqlite:///var/vekha.db",
        description="База: файл SQLite или postgresql+asyncpg://user:password@host/name",
    )
    files_dir: str = Field(default="var/files", description="Папка для подтверждений и исходных документов")
    time_zone: str = Field(default="Europe/Moscow", description="Часовой пояс новой организации (IANA)")
    invite_days: int = Field(default=14, ge=1, le=90, description="Сколько дней действует личная ссылка")
    sandbox_clock_url: str = Field(
        default="", description="Часы песочницы; принимаются, только если Bot API тоже на 127.0.0.1"
    )
    heartbeat_url: SecretStr = Field(
        default=SecretStr(""),
        description="Адрес сторожа (healthchecks и подобные): открывается каждые 5 минут, пока всё хорошо",
    )
    sending: Sending = Field(default_factory=Sending)
    flood: Flood = Field(default_factory=Flood)
    disk: Disk = Field(default_factory=Disk)
    in_messages: InMessages = Field(default_factory=InMessages)
    keep: Keep = Field(default_factory=Keep)
    operator: OperatorSettings = Field(default_factory=OperatorSettings)
    backup: Backup = Field(default_factory=Backup)
    health: HealthSettings = Field(default_factory=HealthSettings)
    webhook: Webhook = Field(default_factory=Webhook)
    open_part: OpenPart = Field(default_factory=OpenPart)
    log: Log = Field(default_factory=Log)

    def __init__(self, **given: Any) -> None:
        """SettingsRefused names the first setting that cannot be used, wherever it comes from."""
        try:
            super().__init__(**given)
        except ValidationError as error:
            first = error.errors()[0]
            name = "__".join(str(part) for part in first["loc"]).upper()
            raise SettingsRefused(name, _REFUSALS.get(name) or first["type"]) from None
        except SettingsError as error:  # «error parsing value for field "health" from source …»
            raise SettingsRefused(str(error).partition('"')[2].partition('"')[0].upper(), "nested") from None
        except (OSError, UnicodeDecodeError):
            raise SettingsRefused(".env", "env-file") from None

    def check(self) -> None:
        """SettingsRefused for addresses that cannot be used, and for backups without a key."""
        _ = self.proxies, self.database
        if not _is_zone(self.time_zone):
            raise SettingsRefused("TIME_ZONE", "time-zone")
        addresses = {"BOT_API_URL": self.bot_api_url, "HEARTBEAT_URL": self.heartbeat_url.get_secret_value()}
        for name, address in addresses.items():
            if address and not _is_web_address(address):
                raise SettingsRefused(name, "web-address")
        if self.backup.dir and not self.backup.recipient:
            raise SettingsRefused("BACKUP__RECIPIENT", "backup-recipient")
        if self.open_part.url and not self.open_part.url.startswith(("https://", "http://127.0.0.1")):
            raise SettingsRefused("OPEN_PART__URL", "open-part")

    @property
    def proxies(self) -> tuple[str, ...]:
        """The proxies in order of preference; SettingsRefused when one of them can be no proxy."""
        listed = [each.strip() for each in self.proxy.get_secret_value().split(",") if each.strip()]
        if not all(_is_proxy(each) for each in listed):
            raise SettingsRefused("PROXY", "proxy")
        return tuple(listed)

    @property
    def token(self) -> str:
        """The bot's token; SettingsRefused when there is none or it cannot be one."""
        if self.bot_token is None:
            raise SettingsRefused("BOT_TOKEN", "missing")
        token = self.bot_token.get_secret_value()
        if not TOKEN.fullmatch(token):
            raise SettingsRefused("BOT_TOKEN", "token")
        return token

    @property
    def database(self) -> URL:
        """Where the database is; SettingsRefused when the address cannot be read."""
        try:
            return read_address(self.database_url)
        except BadAddress as error:
            raise SettingsRefused("DATABASE_URL", error.args[0]) from None

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None for a database server."""
        url = self.database
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
