"""`undertook account`: what to write into undertook.toml so that somebody may sign in."""

import re

import click

from pipeline.accounts import ROLES
from pipeline.web.passwords import hashed

LEAST_CHARACTERS = 12
# Whether there is such a box only a mail server knows.
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@click.command("account")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="officer", show_default=True)
@click.option("--email", default="", help="Where digests go; none without it.")
@click.password_option(help="Asked for where it is not given.")
def command(name: str, role: str, email: str, password: str) -> None:
    """Print the settings of an account. Only a hash of the password stands in them."""
    if len(password) < LEAST_CHARACTERS:
        raise click.BadParameter(f"a password has at least {LEAST_CHARACTERS} characters")
    if not name.strip():
        raise click.BadParameter("found no name; expected the name by which the person signs in")
    if email and not ADDRESS.fullmatch(email):
        raise click.BadParameter(f"{email!r} is no e-mail address; expected one as name@council.example")
    lines = ["[[web.account]]", f'id = "{_quoted(name)}"', f'role = "{role}"']
    lines += [f'password_hash = "{hashed(password)}"', *([f'email = "{_quoted(email)}"'] if email else [])]
    click.echo("\n".join(lines))


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')
