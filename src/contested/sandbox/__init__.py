"""Work on hostile input in a child process with limits, so that no page can take the run down with it."""

from contested.sandbox.box import Limits, Sandbox

__all__ = ["Limits", "Sandbox"]
