"""Web pages taken apart by their elements: a page's tree tells more than its words."""

from contested.segment.html.page import take_apart

__all__ = ["take_apart"]
