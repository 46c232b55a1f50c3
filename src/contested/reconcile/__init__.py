"""Puts claims together: who holds what on a day, as told, with the claims that say so."""

from contested.reconcile.picture import picture_of, reconcile, tabulate
from contested.reconcile.revision import bearing, revise, touched
from contested.reconcile.testimony import joined

__all__ = ["bearing", "joined", "picture_of", "reconcile", "revise", "tabulate", "touched"]
