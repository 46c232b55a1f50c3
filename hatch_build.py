"""Build hook: the gazetteer is built from pinned packages when the wheel is built."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Puts the built gazetteer into the wheel, or beside the sources of an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds the gazetteer where it is missing or made from something else than what is here now."""
        builder = self._load_builder()
        if not builder.is_current():
            self.app.display_info("Building the gazetteer (about 30 seconds)")
            builder.build()

    def _load_builder(self) -> Any:
        path = Path(self.root) / "scripts" / "build_gazetteer.py"
        spec = importlib.util.spec_from_file_location("build_gazetteer", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module  # dataclasses look their module up by name
        spec.loader.exec_module(module)
        return module
