"""Ciphertext for identity and account numbers: SM4-GCM, with HMAC-SM3 blind indexes; the key lies outside the database.

Two keys are derived from the installation's one, so that an index never helps to decrypt. The associated data binds a
ciphertext to its column: pasted into another column it does not decrypt.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Final

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.base import Cipher
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
INDEX_CHARACTERS: Final = 32  # 128 bits of HMAC-SM3, in hexadecimal


def encrypt(text: str, column: str) -> bytes:
    """Nonce + ciphertext + tag of the text, bound to ``column``; two calls never give the same bytes."""
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(_cipher_of(b"encrypt"), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(column.encode())
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return nonce + sealed + encryptor.tag


def decrypt(sealed: bytes, column: str) -> str:
    """The text back; raises ``InvalidTag`` when key, column or bytes are not the ones it was sealed with."""
    nonce, tag = sealed[:NONCE_BYTES], sealed[-TAG_BYTES:]
    decryptor = Cipher(_cipher_of(b"encrypt"), GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(column.encode())
    return (decryptor.update(sealed[NONCE_BYTES:-TAG_BYTES]) + decryptor.finalize()).decode()


def blind_index(text: str, tail: int | None = None) -> str:
    """A keyed fingerprint of the text (or of its last ``tail`` characters) to find equals by; empty for empty text."""
    if not text:
        return ""
    seen = text[-tail:] if tail else text
    mac = _keyed(b"tail index" if tail else b"index").copy()
    mac.update(seen.upper().encode())
    return mac.finalize().hex()[:INDEX_CHARACTERS]


@cache
def _keyed(purpose: bytes) -> hmac.HMAC:
    return hmac.HMAC(_derived_key(purpose), hashes.SM3())


@cache
def _cipher_of(purpose: bytes) -> SM4:
    return SM4(_derived_key(purpose)[:16])


@cache
def _derived_key(purpose: bytes) -> bytes:
    key: bytes = settings.ANTU_DATA_KEY
    return HKDF(algorithm=hashes.SM3(), length=32, salt=None, info=purpose).derive(key)
