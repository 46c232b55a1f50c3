"""contested reads a war's opposing reports and builds one traceable picture of what is claimed."""

__version__ = "0.1.0"
