"""Files that went through the chats, kept in memory byte for byte."""

import mimetypes
import re
from dataclasses import dataclass
from pathlib import PurePath

from sandbox.images import dimensions, plain_png
from sandbox.refusal import Json, Refused, bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
THUMBNAIL_SIDE = 90
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}
KIND_NAMES = {"photo": "Photo", "document": "Document", "voice": "VoiceNote", "sticker": "Sticker"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came in with a request."""

    data: bytes
    filename: str
    mime_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    file_id: str
    unique_id: str
    kind: str
    data: bytes
    filename: str
    mime_type: str
    path: str

    def to_api(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class FileStore:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        number = len(self._by_id) + 1
        suffix = PurePath(upload.filename).suffix or ".bin"
        mime = upload.mime_type or mimetypes.guess_type(upload.filename)[0] or "application/octet-stream"
        stored = StoredFile(
            file_id=f"{'AgACAgIAAxk' if kind == 'photo' else 'BQACAgIAAxk'}{number:08d}-{len(upload.data)}",
            unique_id=f"AQAD{number:08d}",
            kind=kind,
            data=upload.data,
            filename=safe_name(upload.filename),
            mime_type=mime,
            path=f"{FOLDERS[kind]}/file_{number}{suffix}",
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def resend(self, kind: str, file_id: str) -> StoredFile:
        """A file sent again by its id; raises when there is none, or it is of another kind."""
        if file_id.startswith(("http://", "https://")):
            raise bad_request("Failed to get HTTP URL content")
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("Wrong remote file identifier specified: Wrong character in the string")
        if stored.kind != kind:
            raise bad_request(f"Can't use file of type {KIND_NAMES[stored.kind]} as {KIND_NAMES[kind]}")
        return stored


def safe_name(filename: str) -> str:
    """The last part of the name without the characters Telegram takes out."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", PurePath(filename.replace("\\", "/")).name) or "file"


def document_content(stored: StoredFile) -> Json:
    return {
        "document": {"file_name": stored.filename, "mime_type": stored.mime_type, **stored.to_api()},
    }


def photo_content(store: FileStore, stored: StoredFile) -> Json:
    """Two sizes, smallest first, the last one being the picture itself."""
    width, height = dimensions(stored.data) or (1280, 960)
    scale = THUMBNAIL_SIDE / max(width, height)
    small = (max(1, round(width * scale)), max(1, round(height * scale)))
    thumbnail = store.keep("photo", Upload(data=plain_png(*small), filename="thumbnail.png"))
    return {
        "photo": [
            {**thumbnail.to_api(), "width": small[0], "height": small[1]},
            {**stored.to_api(), "width": width, "height": height},
        ]
    }


def check_upload(kind: str, upload: Upload) -> Upload:
    """The upload if the Bot API takes it as this kind; raises the refusal otherwise."""
    if not upload.data:
        raise bad_request("File must be non-empty")
    size = len(upload.data)
    if size > UPLOAD_LIMIT:
        raise Refused(413, "Request Entity Too Large")
    if kind == "photo":
        check_photo(upload.data, size)
    return upload


def check_photo(data: bytes, size: int) -> None:
    if size > PHOTO_LIMIT:
        raise bad_request(
            f"File of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
        )
    sides = dimensions(data)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = sides
    if width + height > 10_000 or max(sides) > 20 * min(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
