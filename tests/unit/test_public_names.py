"""What `import contested` promises."""

import subprocess
import sys

import contested

PUBLIC = {
    "Cell", "Claim", "ContestedError", "Extractor", "Failure", "Gazetteer", "MemoryStore", "Page", "Picture",
    "Report", "ReportDefaults", "ResolvedClaim", "SqliteStore", "Theatre", "Workspace", "load_theatre",
}  # fmt: skip


def test_the_public_names_are_these_and_all_exist():
    assert set(contested.__all__) == PUBLIC
    assert all(getattr(contested, name).__name__ == name for name in PUBLIC)


def test_importing_contested_imports_nothing_heavy():
    heavy = ("spacy", "pydantic", "numpy", "rich")
    code = f"import sys, contested; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
