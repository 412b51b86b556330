"""What kernels are forked from, kept from one build to the next in a process that builds often."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_wiki.execution.kernels.provisioner import ForkServer


class KeptServer:
    """Gives a server that has imported what is wanted: the same one as long as it will do."""

    def __init__(self) -> None:
        self._server: ForkServer | None = None
        self._modules: frozenset[str] = frozenset()

    @property
    def modules(self) -> frozenset[str]:
        """What the server has imported, or will have when it is next asked for."""
        return self._modules

    def get(self, modules: Iterable[str]) -> ForkServer:
        """Give a running server with *modules*; it is not the caller's to close."""
        wanted = frozenset(modules)
        if self._server is not None and (self._server.ended or not wanted <= self._modules):
            self._server.close()
            self._server = None
        if self._server is None:
            self._modules |= wanted
            self._server = ForkServer(sorted(self._modules))
        return self._server

    def forget(self) -> None:
        """End the server there is; the next one imports only what it is then asked to."""
        if self._server is not None:
            self._server.close()
        self._server, self._modules = None, frozenset()
