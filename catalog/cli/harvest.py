"""``omgrep check --harvest``: what data.norge.no would make of a feed, ours or another's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import OptionMisplaced, SettingsMissing

if TYPE_CHECKING:
    import argparse

    from catalog.check import Report
    from catalog.check.finding import Outcome
    from catalog.cli.terminal import Terminal

ALONE = ("accept", "kind", "base")
"""Options that mean something only together with ``--harvest``."""
KINDS = ("concepts", "models", "datasets")


def add_options(command: argparse.ArgumentParser) -> None:
    """Declare the options."""
    command.add_argument(
        "--harvest",
        default="",
        metavar="URL|FILE",
        help="judge this feed as data.norge.no would harvest it, instead of the sources",
    )
    command.add_argument(
        "--accept", metavar="TYPE", help="with --harvest: as registered (default: text/turtle)"
    )
    command.add_argument(
        "--kind", choices=KINDS, help="with --harvest: registered for (default: what it holds)"
    )
    command.add_argument(
        "--base", metavar="IRI", help="with --harvest: what its own IRIs begin with"
    )


def refuse_misplaced(options: argparse.Namespace) -> None:
    """Raise OptionMisplaced for options that would be passed over without a word."""
    if not options.harvest:
        for name in ALONE:
            if getattr(options, name) is not None:
                raise OptionMisplaced(f"--{name}", reason="option-needs", known="--harvest")
    elif options.changed:
        raise OptionMisplaced("--changed", reason="option-excludes", known="--harvest")


def judge(options: argparse.Namespace) -> Report:
    """Fetch or read the feed and judge it; ``--against`` names a former one, in the same format.

    Where there is an ``omgrep.toml`` its severities hold. Raises FeedUnavailable.
    """
    from catalog import fetching
    from catalog.check.harvest import TURTLE, Registration, judge_received
    from catalog.check.harvesting.formats import chosen
    from catalog.cli.sources import settings_of
    from catalog.model.received import Received

    accept = TURTLE if options.accept is None else options.accept
    name = options.harvest
    if not chosen(accept):
        received = Received(b"")  # The harvester asks nobody either.
    elif fetching.is_url(name):
        received = fetching.fetch(name, accept)
    else:
        received = fetching.read(Path(name))
    before = None
    if options.against not in {"", "none"}:
        before = fetching.read(Path(options.against))
    try:
        rules = settings_of(options).rules
    except SettingsMissing:
        rules = {}
    registration = Registration(accept, options.kind or "", options.base or "")
    return judge_received(received, registration, name=name, before=before, rules=rules)


def told(outcome: Outcome, terminal: Terminal) -> str:
    """Return in words what the national catalogue would hold afterwards."""
    say = terminal.say
    if outcome.aborted:
        return say("check.harvest.aborted")
    counts = " ".join(
        say(f"check.harvest.{sort}", n=count) for sort, count in outcome.resources.items()
    )
    lines = [
        say("check.harvest.kind", kind=say(f"check.harvest.as-{outcome.kind}")),
        counts,
        say(f"check.harvest.containers-{outcome.kind}", n=outcome.containers),
    ]
    if outcome.unlisted:
        lines.append(say(f"check.harvest.unlisted-{outcome.kind}", n=outcome.unlisted))
    if outcome.removed is None:
        lines.append(say("check.harvest.not-compared"))
    else:
        lines.append(say("check.harvest.removed", n=outcome.removed))
    lines.append(say("check.harvest.not-judged"))
    return " ".join(lines)
