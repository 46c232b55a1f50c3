"""Puts claims together: who holds what on a day, as told, with the claims that say so."""

from contested.reconcile.picture import reconcile

__all__ = ["reconcile"]
