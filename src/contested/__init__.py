"""contested reads reports of a war from opposing camps and builds one traceable picture of what is claimed."""

__version__ = "0.1.0"
