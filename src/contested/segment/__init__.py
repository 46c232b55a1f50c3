"""Second stage: a report taken apart into article, furniture and readers' comments, and into sentences."""

from contested.segment.page import segment

__all__ = ["segment"]
