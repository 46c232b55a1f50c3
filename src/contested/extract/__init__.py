"""Claims from pages: `Extractor.load(...).extract(pages)`."""

from contested.extract.extractor import Extraction, Extractor

__all__ = ["Extraction", "Extractor"]
