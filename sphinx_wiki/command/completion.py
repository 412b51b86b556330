"""``sphinx-wiki completion``: lines by which a shell completes commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from sphinx_wiki.command.values import Word

_NAME = "sphinx-wiki"
_VARIABLE = "_SPHINX_WIKI_COMPLETE"


@click.command(short_help="Print what lets a shell complete commands.")
@click.argument("shell", type=Word(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what lets SHELL complete commands, options and their values.

    \b
    bash  eval "$(sphinx-wiki completion bash)"      in ~/.bashrc
    zsh   eval "$(sphinx-wiki completion zsh)"       in ~/.zshrc
    fish  sphinx-wiki completion fish | source       in ~/.config/fish/config.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(context.find_root().command, {}, _NAME, _VARIABLE).source())
