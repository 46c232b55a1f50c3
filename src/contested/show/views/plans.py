"""What is still to come, as told: plans, predictions and conditions. None of them is shown as done."""

from collections.abc import Mapping

from contested.model.picture import Picture
from contested.model.text import ClaimId
from contested.show.views.citation import Citation, cited, latest_first


def plans(picture: Picture, citations: Mapping[ClaimId, Citation]) -> tuple[Citation, ...]:
    """The picture's planned claims, the latest told first."""
    return latest_first(cited(picture.planned, citations))
