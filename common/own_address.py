"""An address that is one person's own: whoever has it may use it, signed out. The calendar feed is
read at one, the capture address is written to.

Its row keeps a random seed and the token's hash. Neither the table nor the secret key alone gives
the address away, so its person can be shown it as often as they like.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """One kind of such addresses. ``salt`` tells it from others: no token of one kind is a token
    of another, whatever its seed."""

    salt: str

    def fresh(self) -> dict[str, str]:
        """Another ``seed`` and its ``token_hash``, as the row keeps them."""
        seed = secrets.token_hex(16)
        return {"seed": seed, "token_hash": self.hash(self._token(seed, settings.SECRET_KEY))}

    def token(self, seed: str, token_hash: str) -> str | None:
        """What stands in the address. None when the secret key it was made under is gone: the
        address still works then, and only a new one can be shown."""
        for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
            token = self._token(seed, key)
            if self.hash(token) == token_hash:
                return token
        return None

    @staticmethod
    def hash(token: str) -> str:
        """Plain SHA-256 will do: there is nothing to guess in what is random throughout."""
        return hashlib.sha256(token.encode(errors="replace")).hexdigest()

    def _token(self, seed: str, key: str) -> str:
        """192 bits: a random seed of 128, sealed with the secret key."""
        return salted_hmac(self.salt, seed, key, algorithm="sha256").hexdigest()[:48]
