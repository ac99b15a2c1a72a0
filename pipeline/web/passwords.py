"""Passwords, as datasette-auth-passwords hashes them: PBKDF2 with SHA-256, 480,000 rounds, a salt each."""

from datasette_auth_passwords.utils import hash_password, verify_password

from pipeline.accounts import Account

# Verified where the name is unknown, so that a wrong name takes as long as a wrong password.
NOBODY = hash_password("nobody", "nobody")
MOST_CHARACTERS = 1000


def password_is_right(account: Account | None, password: str) -> bool:
    """Whether the password is the account's; as slow for an account that does not exist."""
    held = account.hash() if account else ""
    return bool(verify_password(password[:MOST_CHARACTERS], held or NOBODY) and held)


def hashed(password: str) -> str:
    """Return what stands in the settings for a password."""
    return str(hash_password(password[:MOST_CHARACTERS]))
