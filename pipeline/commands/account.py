"""`undertook account`: what to write into undertook.toml so that somebody may sign in."""

import click

from pipeline.accounts import ROLES
from pipeline.web.passwords import hashed

LEAST_CHARACTERS = 12


@click.command("account")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="officer", show_default=True)
@click.option("--email", default="", help="Where digests go; none without it.")
@click.password_option(help="Asked for where it is not given.")
def command(name: str, role: str, email: str, password: str) -> None:
    """Print the settings of an account. Only a hash of the password stands in them."""
    if len(password) < LEAST_CHARACTERS:
        raise click.BadParameter(f"a password has at least {LEAST_CHARACTERS} characters")
    lines = ["[[web.account]]", f'id = "{_quoted(name)}"', f'role = "{role}"']
    lines += [f'password_hash = "{hashed(password)}"', *([f'email = "{_quoted(email)}"'] if email else [])]
    click.echo("\n".join(lines))


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')
