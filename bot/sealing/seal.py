"""Identities and unpublished text: seal, open, tag.

Sealing is AES-256-GCM with a fresh 96-bit nonce; what a value belongs to is its associated data, so a
sealed author moved to another letter does not open. A sealed value begins with the id of the key that
sealed it: while the key is changed, older ones still open what has not been sealed anew.

A tag is HMAC-SHA-256 over (purpose, scope, id): it recognises the same person for one purpose inside one
server and nowhere else. Tags cannot be made anew, for nobody knows whose they are; so the key they are made
with is a random one of their own, which the store keeps sealed and which outlives every change of the key.
"""

from __future__ import annotations

import hmac
import os
import secrets
import struct
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot import words
from bot.errors import SealError
from bot.letter import NOBODY, Person, Sealed, Tag

KEY_BYTES = 32
NONCE_BYTES = 12  # the nonce length of NIST SP 800-38D, 5.2.1.1
ID_BYTES = 4
SEAL_BYTES = ID_BYTES + NONCE_BYTES + 16  #: by so many a sealed value is longer than what it holds
TAG_KEY = "tag-key"
OLDER_PERSON = 16  #: bytes of a person sealed before people's languages were known


class Seal:
    """Seals with one 32-byte key, opens with that and with older ones; makes tags once it knows the tag key."""

    def __init__(self, key: bytes, *older: bytes) -> None:
        self._ciphers: dict[bytes, AESGCM] = {}
        self._current = b""
        self._tag_key: bytes | None = None
        for each in (*older, key):
            self.turn_to(each)

    def __repr__(self) -> str:
        return "Seal(…)"

    def turn_to(self, key: bytes) -> None:
        """Seal with this key from now on; what was sealed before still opens."""
        if len(key) != KEY_BYTES:
            raise SealError(words.host.SEAL_KEY_MALFORMED)
        self._current = _derive(key, b"unsigned id 1", ID_BYTES)
        self._ciphers[self._current] = AESGCM(_derive(key, b"unsigned seal 1", KEY_BYTES))

    def is_current(self, sealed: bytes) -> bool:
        """Whether the current key sealed it, and not an older one."""
        return sealed[:ID_BYTES] == self._current

    def seal(self, plain: bytes, about: str) -> Sealed:
        """`plain` so that only this key opens it, and only as the value `about` names."""
        nonce = os.urandom(NONCE_BYTES)
        body = self._ciphers[self._current].encrypt(nonce, plain, about.encode())
        return Sealed(self._current + nonce + body)

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed. Raises SealError for an unknown key, another `about`, or a changed byte."""
        cipher = self._ciphers.get(sealed[:ID_BYTES])
        nonce, body = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES], sealed[ID_BYTES + NONCE_BYTES :]
        if cipher is None:
            raise SealError(words.host.SEAL_KEY_WRONG)
        try:
            return cipher.decrypt(nonce, body, about.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce
            raise SealError(words.host.SEAL_KEY_WRONG) from error

    def new_tag_key(self) -> Sealed:
        """A key for tags, sealed: made once for a database."""
        return self.seal(secrets.token_bytes(KEY_BYTES), TAG_KEY)

    def use_tag_key(self, sealed: bytes) -> None:
        """Make tags with this key. Raises SealError when it was sealed with an unknown one."""
        self._tag_key = self.open(sealed, TAG_KEY)

    def tag(self, purpose: str, scope: int, about: int | bytes) -> Tag:
        """A 32-byte mark of `about` (an id of up to 64 bits, or bytes) for one purpose inside one scope."""
        if self._tag_key is None:  # it lives in the database
            raise SealError(words.host.DATABASE_CLOSED)
        what = about if isinstance(about, bytes) else struct.pack(">Q", about)
        message = purpose.encode() + b"\0" + struct.pack(">Q", scope) + what
        return Tag(hmac.digest(self._tag_key, message, sha256))

    def message_tag(self, message_id: int) -> Tag:
        """Recognises a direct message; its id in the clear would tell when it was written. 0 is none, and recognised
        by nobody."""
        return self.tag("message", 0, message_id) if message_id else Tag(secrets.token_bytes(len(NOBODY)))

    def seal_person(self, person: Person, about: str) -> Sealed:
        """A person, always as many bytes whatever the ids and the language."""
        return self.seal(struct.pack(">QQ8s", person.id, person.dm, person.language.encode()), about)

    def open_person(self, sealed: Sealed, about: str) -> Person:
        """The person who was sealed. Raises SealError."""
        plain = self.open(sealed, about)
        if len(plain) == OLDER_PERSON:
            return Person(*struct.unpack(">QQ", plain))
        account, dm, language = struct.unpack(">QQ8s", plain)
        return Person(account, dm, language.rstrip(b"\0").decode())

    def seal_id(self, value: int, about: str) -> Sealed:
        """An id that must not stand in the clear, such as that of a direct message."""
        return self.seal(struct.pack(">Q", value), about)

    def open_id(self, sealed: Sealed, about: str) -> int:
        """The id that was sealed. Raises SealError."""
        return int(struct.unpack(">Q", self.open(sealed, about))[0])


def _derive(key: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)
