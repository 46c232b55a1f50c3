"""Claims from pages: `Extractor.load(...).extract(pages)`; who says what: `voices(pages)`."""

from contested.extract.extractor import Extraction, Extractor
from contested.extract.report_voices import Attribution, voices

__all__ = ["Attribution", "Extraction", "Extractor", "voices"]
