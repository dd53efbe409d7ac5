"""Facts about what changed, published after the commit. Views learn of every change from here, also of their own."""

from __future__ import annotations

from collections.abc import Callable

from ipof_workbench.domain.steps import Changed

Handler = Callable[[Changed], None]


class ChangeBus:
    """Hands each `Changed` to all who asked for them, in the order in which they asked."""

    def __init__(self) -> None:
        self._handlers: list[Handler] = []

    def subscribe(self, handler: Handler) -> Callable[[], None]:
        """Let `handler` hear of changes; call what is returned to stop."""
        self._handlers.append(handler)

        def unsubscribe() -> None:
            if handler in self._handlers:
                self._handlers.remove(handler)

        return unsubscribe

    def publish(self, changed: Changed) -> None:
        """Tell everyone."""
        for handler in tuple(self._handlers):
            handler(changed)
