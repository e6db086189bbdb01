"""Identities and unpublished text: seal, open, tag.

Sealing is AES-256-GCM with a fresh 96-bit nonce. What a value belongs to is its associated data, so a sealed author
moved to another letter does not open. A sealed value begins with the id of the key that sealed it: while the key is
being changed, older ones still open what has not been sealed anew.

A tag is HMAC-SHA-256 over (purpose, scope, id): it recognises the same person for one purpose inside one server and
nowhere else. Tags cannot be made anew, since nobody knows whose they are. So they are made with a random key of their
own, which the store keeps sealed and which stays the same when the other key changes.
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
SEAL_BYTES = ID_BYTES + NONCE_BYTES + 16  #: how many bytes longer a sealed value is than what it holds
TAG_KEY = "tag-key"  #: what the key for tags is sealed as
OLDER_PERSON = 16  #: bytes of a person sealed by a version that did not store languages


class Seal:
    """Seals with one 32-byte key, opens with that one and older ones; makes tags once it has the key for them."""

    def __init__(self, key: bytes, *older: bytes) -> None:
        self._ciphers: dict[bytes, AESGCM] = {}
        self._current = b""
        self._tag_key: bytes | None = None
        for each in (*older, key):
            self.turn_to(each)

    def __repr__(self) -> str:
        return "Seal(…)"

    def turn_to(self, key: bytes) -> None:
        """Seal with this 32-byte key from now on; what was sealed before still opens.

        Raises SealError for a key of another length.
        """
        if len(key) != KEY_BYTES:
            raise SealError(words.host.SEAL_KEY_MALFORMED)
        self._current = _derive(key, b"unsigned id 1", ID_BYTES)
        self._ciphers[self._current] = AESGCM(_derive(key, b"unsigned seal 1", KEY_BYTES))

    def is_current(self, sealed: bytes) -> bool:
        """Return whether the current key sealed this value, and not an older one."""
        return sealed[:ID_BYTES] == self._current

    def seal(self, plain: bytes, about: str) -> Sealed:
        """Seal `plain` so that only this key opens it, and only as the value that `about` names."""
        nonce = os.urandom(NONCE_BYTES)
        body = self._ciphers[self._current].encrypt(nonce, plain, about.encode())
        return Sealed(self._current + nonce + body)

    def open(self, sealed: bytes, about: str) -> bytes:
        """Return what was sealed. Raises SealError for an unknown key, another `about`, or a changed byte."""
        cipher = self._ciphers.get(sealed[:ID_BYTES])
        nonce, body = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES], sealed[ID_BYTES + NONCE_BYTES :]
        if cipher is None:
            raise SealError(words.host.SEAL_KEY_WRONG)
        try:
            return cipher.decrypt(nonce, body, about.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce
            raise SealError(words.host.SEAL_KEY_WRONG) from error

    def new_tag_key(self) -> Sealed:
        """Make a key for tags, and return it sealed: once for each database."""
        return self.seal(secrets.token_bytes(KEY_BYTES), TAG_KEY)

    def use_tag_key(self, sealed: bytes) -> None:
        """Make tags with this key. Raises SealError when it was sealed with an unknown key."""
        self._tag_key = self.open(sealed, TAG_KEY)

    def tag(self, purpose: str, scope: int, about: int | bytes) -> Tag:
        """Return a 32-byte mark of `about` (an id of up to 64 bits, or bytes) for one purpose inside one scope.

        Raises SealError while the key for tags is unknown, that is, before the database is open.
        """
        if self._tag_key is None:  # it is stored in the database
            raise SealError(words.host.DATABASE_CLOSED)
        what = about if isinstance(about, bytes) else struct.pack(">Q", about)
        message = purpose.encode() + b"\0" + struct.pack(">Q", scope) + what
        return Tag(hmac.digest(self._tag_key, message, sha256))

    def message_tag(self, message_id: int) -> Tag:
        """Return a mark that recognises a direct message; its id in the clear would tell when it was written.

        0 stands for no message: its mark is random, and recognises nothing.
        """
        return self.tag("message", 0, message_id) if message_id else Tag(secrets.token_bytes(len(NOBODY)))

    def seal_person(self, person: Person, about: str) -> Sealed:
        """Seal a person; the result has the same length whatever the ids and the language."""
        return self.seal(struct.pack(">QQ8s", person.id, person.dm, person.language.encode()), about)

    def open_person(self, sealed: Sealed, about: str) -> Person:
        """Return the person who was sealed. Raises SealError."""
        plain = self.open(sealed, about)
        if len(plain) == OLDER_PERSON:
            return Person(*struct.unpack(">QQ", plain))
        account, dm, language = struct.unpack(">QQ8s", plain)
        return Person(account, dm, language.rstrip(b"\0").decode())

    def seal_id(self, value: int, about: str) -> Sealed:
        """Seal an id that must not be stored in the clear, such as that of a direct message."""
        return self.seal(struct.pack(">Q", value), about)

    def open_id(self, sealed: Sealed, about: str) -> int:
        """Return the id that was sealed. Raises SealError."""
        return int(struct.unpack(">Q", self.open(sealed, about))[0])


def _derive(key: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)
