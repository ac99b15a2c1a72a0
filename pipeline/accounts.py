"""Who may sign in and what each may do, as undertook.toml says it under [web]."""

import os
from dataclasses import dataclass
from typing import Literal

Role = Literal["reader", "researcher", "officer", "admin"]
# Each may do what those before it may: read, query, write follow-ups, see the log of sign-ins.
ROLES: tuple[Role, ...] = ("reader", "researcher", "officer", "admin")


@dataclass(frozen=True, slots=True)
class Account:
    """A person. `password_hash` is the hash itself, or $NAME of the environment variable that holds it.

    `committees` are the bodies, as the minutes call them, of which digests tell; empty means all. Without `email` there
    are no digests.
    """

    id: str
    role: Role
    name: str = ""
    password_hash: str = ""
    email: str = ""
    committees: tuple[str, ...] = ()

    def hash(self) -> str:
        """Return the hash of the password; empty where none is set, which no password matches."""
        if self.password_hash.startswith("$") and "pbkdf2" not in self.password_hash:
            return os.environ.get(self.password_hash[1:], "")
        return self.password_hash


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the tracker is served. `address` is its public address; where it begins https, cookies are Secure.

    `sign_in` by "password", or by "proxy": a single sign-on proxy on one of `proxy_addresses` names the person in the
    header `proxy_header`, and a person without an account gets `proxy_role`.
    """

    title: str = "Undertook"
    address: str = ""
    read: Literal["everybody", "signed-in"] = "everybody"
    query: Literal["researchers", "nobody"] = "researchers"
    sign_in: Literal["password", "proxy"] = "password"
    proxy_header: str = "X-Remote-User"
    proxy_addresses: tuple[str, ...] = ("127.0.0.1", "::1")
    proxy_role: Role = "reader"
    session_hours: float = 12.0
    accounts: tuple[Account, ...] = ()

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the tracker by https."""
        return self.address.startswith("https://")

    def account(self, id: str) -> Account | None:
        """Return the account of that id, None where there is none."""
        return next((account for account in self.accounts if account.id == id), None)


def may(role: str | None, needed: Role) -> bool:
    """Whether a role holds the rights of another; None is somebody who has not signed in."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(needed)
