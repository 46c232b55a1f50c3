#!/usr/bin/env python3
"""Check gold annotations against their reports: check_gold.py DOCS.jsonl GOLD.jsonl [-q]"""

import json
import re
import sys

EVENTS = "capture hold lose advance attack strike repel besiege relieve route destroy casualties agreement"
TYPES = set(EVENTS.split())
KINDS = {"furniture", "comment", "headline", "byline"}
MODS = {"asserted", "denied", "planned", "possible", "conditional"}
SIDES = {
    "syria": "gov russia isis opposition sdf turkey coalition israel iraq",
    "ukraine": "russia ukraine",
    "myanmar": "junta resistance",
    "congo": "congo m23",
    "iraq": "iraq isis coalition",
    "afghanistan": "taliban republic coalition",
}
ANY = {"civilians", "un", "unknown"}
WHEN = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?(/(\.\.|\d{4}(-\d\d(-\d\d)?)?))?$|^\.\./\d{4}(-\d\d(-\d\d)?)?$")


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


class Checked:
    """One annotation against one report; faults are printed and counted, rows printed unless quiet."""

    def __init__(self, annotation, doc, quiet):
        self.id, self.text, self.quiet, self.bad = annotation["id"], doc["text"], quiet, 0
        self.sides = set(SIDES.get(doc["conflict"].lower(), "").split()) | ANY
        for g in annotation.get("segments", []):
            if g["kind"] not in KINDS or not 0 <= g["start"] < g["end"] <= len(self.text):
                self.err(f"segment {g}")
        if not quiet:
            print("##", self.id, doc.get("published"), doc.get("title"))
        self.seen = set()
        for c in annotation["claims"]:
            self.claim(c)

    def err(self, msg):
        self.bad += 1
        print(f"ERROR {self.id}: {msg}")

    def words(self, s, what):
        if not (isinstance(s, list) and len(s) == 2 and 0 <= s[0] < s[1] <= len(self.text)):
            self.err(f"{what} span {s}")
            return "?"
        x = self.text[s[0] : s[1]]
        if x != x.strip():
            self.err(f"{what} span has edge white space: {x!r}")
        return x

    def party(self, c, who):
        x = c.get(who)
        if x is None:
            return "-"
        if x["side"] not in self.sides:
            self.err(f"{who} side {x['side']} not in {sorted(self.sides)}")
        return f"{x['side']}:{self.words(x['span'], who) if x.get('span') else '(implied)'}"

    def place(self, p):
        if p is None:
            return "-"
        row = f"{self.words(p['span'], 'place')}={p.get('name')}@{p.get('lat')},{p.get('lon')}"
        if p.get("lat") is not None and not (-90 <= p["lat"] <= 90 and -180 <= p["lon"] <= 180):
            self.err("lat/lon")
        return row

    def claim(self, c):
        if c["type"] not in TYPES:
            self.err(f"type {c['type']}")
        if c["modality"] not in MODS:
            self.err(f"modality {c['modality']}")
        if c.get("when") is not None and not WHEN.match(c["when"]):
            self.err(f"when {c['when']}")
        trigger = self.words(c["trigger"], "trigger")
        k = (tuple(c["trigger"]), c["type"])
        if k in self.seen:
            self.err(f"same trigger and type twice: {trigger}")
        self.seen.add(k)
        row = [
            c["type"],
            trigger,
            self.party(c, "actor"),
            self.party(c, "target"),
            self.place(c.get("place")),
        ]
        at = c.get("attribution")
        said = self.words(at["span"], "attribution") if at else "own voice"
        row += [c.get("when") or "-", c["modality"], said, str(c.get("count") or "")]
        if not self.quiet:
            print("  ", " | ".join(row))


def check(docs, annotations, quiet=True):
    """(claims seen, faults found)"""
    by_id = {d["id"]: d for d in docs}
    bad = n = 0
    for a in annotations:
        doc = by_id.get(a["id"])
        if doc is None:
            bad += 1
            print(f"ERROR {a['id']}: no such document")
            continue
        n += len(a["claims"])
        bad += Checked(a, doc, quiet).bad
    return n, bad


def main():
    n, bad = check(read(sys.argv[1]), read(sys.argv[2]), "-q" in sys.argv)
    print(f"{n} claims checked, {bad} errors")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
