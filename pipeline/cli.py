"""The command `undertook`: one group whose commands are loaded when they are called."""

import importlib
import importlib.metadata

import click

# Name on the command line -> what it does. Each lives in pipeline/commands/<name>.py as `command`.
COMMANDS = {
    "demo": "A bundled council on this machine: crawl, update, serve.",
    "init": "Write undertook.toml and try the sites that it names.",
    "sites": "The register of councils, and where one answers today.",
    "crawl": "Fetch what is new or changed.",
    "nightly": "Crawl, update, back up and report, under a lock; the scheduled job.",
    "forget": "Take a person's words down, for good.",
    "status": "Is it healthy: the last run, each site in one word, and completeness.",
    "restore": "Go back to a backup.",
    "warc": "Write the archive of raw responses as WARC.",
    "ingest": "Take files and folders instead of a site.",
    "update": "Read, find and link what the archive holds.",
    "merge": "Many councils' data folders into one.",
    "serve": "The tracker, on this machine.",
    "account": "The settings of somebody who may sign in.",
    "report": "The action log: table, CSV, XLSX, Word, web page, PDF, iCalendar, Atom, JSON lines.",
    "dump": "Everything found, for programs: JSON lines, CSV, Popolo, Open Civic Data.",
    "snapshot": "A frozen, dated copy to publish and to cite, with licence and checksums.",
    "extract": "Print what is found in files, one JSON object a document.",
    "evaluate": "Score against annotated documents.",
}


class LazyGroup(click.Group):
    """Loads a command's module when it is called, so that help starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people use them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"pipeline.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(importlib.metadata.version("undertook"), prog_name="undertook")
def main() -> None:
    """Find every decision and promise in councils' minutes, and keep each promise in sight until it is kept."""
