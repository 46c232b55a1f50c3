"""Values of one kind that a store keeps so that nothing need be worked out twice."""

from contextlib import suppress

from contested.errors import StoreError
from contested.store import Kept, Store


class KeptValues:
    """What a store keeps of one kind, by name; a value is good only under the basis that it was made on."""

    def __init__(self, store: Store, kind: str, *, trusting: bool = True) -> None:
        """
        Look what is kept.

        Args:
            store: Where it is.
            kind: Of what kind.
            trusting: Take what is kept; otherwise have nothing, and keep nothing.
        """
        self._store = store
        self._kind = kind
        self._trusting = trusting
        self._kept = {kept.name: kept for kept in store.kept(kind)} if trusting else {}
        self._new: list[Kept] = []

    def find(self, name: str, *, basis: str) -> bytes | None:
        """The value of that name; None where none is kept, or one of another basis."""
        kept = self._kept.get(name)
        return kept.value if kept is not None and kept.basis == basis else None

    def put(self, name: str, value: bytes, *, basis: str) -> None:
        """Have a value ready for `save`."""
        if self._trusting:
            self._new.append(Kept(name=name, basis=basis, value=value))

    def save(self) -> None:
        """Keep the new ones; where the store cannot be written they are made again next time."""
        if self._new:
            with suppress(StoreError):
                self._store.keep(self._kind, self._new)
        self._new = []
