# `just` runs all checks. Needs: pip install -e '.[dev]'

# All checks: pytest runs ruff, mypy, lint-imports and the checks of data and documentation too.
check: test

# The tests; `just test tests/unit` runs some of them.
test *args:
    pytest {{args}}

# Make the code look as the checks want it.
format:
    ruff check --fix
    ruff format

# Score claims, then places and their spellings, and compare with the floors in eval/floors.json.
eval *args:
    python eval/run.py {{args}}
    python eval/place_spans.py {{args}}
    python eval/places.py {{args}}
    python eval/place_names.py {{args}}

# Read the example reports, print the picture and write report.html.
demo:
    contested demo

# Build the gazetteer anew from the pinned packages.
gazetteer:
    python scripts/build_gazetteer.py

# Write docs/reference/ anew from the code.
reference:
    python scripts/make_reference.py

# Take the picture for the README: the example reports' page. Needs chromium.
screenshot:
    #!/usr/bin/env bash
    set -euo pipefail
    scratch="$(mktemp -d)"
    trap 'rm -rf "$scratch"' EXIT
    contested demo --into "$scratch" >/dev/null
    chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$scratch/chromium" --hide-scrollbars \
        --window-size=1200,1400 --screenshot=docs/report.png "file://$scratch/report.html"

# What the next release's changelog would say.
changelog:
    towncrier build --draft

# What CI runs: a fresh virtual environment, and nothing skipped.
ci:
    bash .ci/run

# Feed the parsers hostile bytes, each for ten minutes; `just fuzz 60` for a minute. Needs Linux.
fuzz seconds="600":
    #!/usr/bin/env bash
    set -euo pipefail
    for target in text html feed opml jsonl jsonl.gz csv eml pdf warc wacz small markup; do
        echo "== $target"
        python fuzz/parsers.py "$target" -max_total_time={{seconds}} -rss_limit_mb=3000 -timeout=60
    done
