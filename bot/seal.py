"""Identities and unpublished text: seal, open, tag.

Sealing is AES-256-GCM with a fresh 96-bit nonce; what a value belongs to is its associated data, so a
sealed author moved to another letter does not open. A tag is HMAC-SHA-256 over (purpose, scope, id): it
recognises the same person for one purpose inside one server and nowhere else. Both keys are derived
from the one key by HKDF, so that a leak of one says nothing about the other.
"""

from __future__ import annotations

import hmac
import os
import secrets
import struct
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot import words
from bot.errors import SealError
from bot.letter import Person, Sealed, Tag

KEY_BYTES = 32
NONCE_BYTES = 12  # the nonce length of NIST SP 800-38D, 5.2.1.1
#: First byte of every sealed value: which key sealed it.
VERSION = b"\x01"


class Seal:
    """Seals and opens values, and makes tags, with one 32-byte key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise SealError(words.SEAL_KEY_MALFORMED)
        self._cipher = AESGCM(_derive(key, b"unsigned seal 1"))
        self._tag_key = _derive(key, b"unsigned tag 1")

    def __repr__(self) -> str:
        return "Seal(…)"

    def seal(self, plain: bytes, about: str) -> Sealed:
        """`plain` so that only this key opens it, and only as the value `about` names."""
        nonce = os.urandom(NONCE_BYTES)
        return Sealed(VERSION + nonce + self._cipher.encrypt(nonce, plain, about.encode()))

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed. Raises SealError for another key, another `about`, or a changed byte."""
        version, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if version != VERSION:
            raise SealError(words.SEAL_KEY_WRONG)
        try:
            return self._cipher.decrypt(nonce, body, about.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce
            raise SealError(words.SEAL_KEY_WRONG) from error

    def tag(self, purpose: str, scope: int, about: int | bytes) -> Tag:
        """A 32-byte mark of `about` (an id of up to 64 bits, or bytes) for one purpose inside one scope."""
        what = about if isinstance(about, bytes) else struct.pack(">Q", about)
        message = purpose.encode() + b"\0" + struct.pack(">Q", scope) + what
        return Tag(hmac.digest(self._tag_key, message, sha256))

    def seal_person(self, person: Person, about: str) -> Sealed:
        """A person, always as many bytes whatever the ids."""
        return self.seal(struct.pack(">QQ", person.id, person.dm), about)

    def open_person(self, sealed: Sealed, about: str) -> Person:
        """The person who was sealed. Raises SealError."""
        return Person(*struct.unpack(">QQ", self.open(sealed, about)))

    def seal_id(self, value: int, about: str) -> Sealed:
        """An id that must not stand in the clear, such as that of a direct message."""
        return self.seal(struct.pack(">Q", value), about)

    def open_id(self, sealed: Sealed, about: str) -> int:
        """The id that was sealed. Raises SealError."""
        return int(struct.unpack(">Q", self.open(sealed, about))[0])


def author_of(letter_id: int) -> str:
    """What a sealed author belongs to."""
    return f"author:{letter_id}"


def load_key(path: Path) -> bytes:
    """The key in the file at `path`, made on first run with mode 0600. Raises SealError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())  # what the first letter is sealed with must outlast a power cut
        except FileExistsError:
            pass
        key = path.read_bytes()
    except OSError as error:
        raise SealError(words.SEAL_KEY_FILE.format(path=path, why=error.strerror)) from error
    if len(key) != KEY_BYTES:
        raise SealError(words.SEAL_KEY_FILE.format(path=path, why=words.NOT_A_KEY))
    return key


def _derive(key: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
