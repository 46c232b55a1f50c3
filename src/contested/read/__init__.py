"""First stage: files, folders and standard input become reports, exactly as written."""

from contested.read.details import ReportDefaults
from contested.read.reading import read

__all__ = ["ReportDefaults", "read"]
