"""Where documents stay: one file a database, all behind one contract."""

from contested.store.contract import Arrival, Document, Kept, Store, TheatreMark
from contested.store.memory import MemoryStore
from contested.store.sqlite import SqliteStore

__all__ = ["Arrival", "Document", "Kept", "MemoryStore", "SqliteStore", "Store", "TheatreMark"]
