#!/usr/bin/env python3
"""Score predicted claims against a gold annotation.

    score_claims.py DOCS.jsonl GOLD.jsonl PREDICTED.jsonl [--per conflict|camp|type] [--json]

GOLD holds one JSON object a document ({"id", "claims": [...]}), PREDICTED one a claim (what
`contested claims --format jsonl` prints).
Claims are paired one to one within a document, best pairs first. A pair needs the same type and
overlapping triggers (a predicted trigger of more than five words never pairs; predictions that share type
and trigger, one for each place or party of a list, count as one with several readings, of which the best is
taken); three nested scores follow, each as precision, recall and F1 over all claims:

  detect  the pair itself
  frame   + the actor's side and the place agree (where the gold has none, naming words for one is wrong; an
          implied actor is free)
  full    + modality, attribution (both own voice, or overlapping speakers) and target side agree

and, over the detected pairs, each slot's accuracy (place also as the share within 25 km, time as the share
whose predicted interval contains or equals the gold date).
"""

import argparse
import collections
import datetime as dt
import json
import math
import sys


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def overlap(a, b):
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def span(x):
    if not x:
        return None
    if "span" in x:
        return tuple(x["span"]) if x["span"] else None
    return (x["start"], x["end"]) if x.get("start") is not None else None


def voice(p):
    """The last voice of a predicted attribution chain (or None: the outlet's own voice)."""
    a = p.get("attribution")
    return (a[-1] if a else None) if isinstance(a, list) else a


def folded(p):
    """Polarity and modality as the gold's single value."""
    if p.get("polarity") == "denied" or p.get("modality") == "denied":
        return "denied"
    return {
        "presupposed": "asserted",
        "reported": "asserted",
        "necessary": "planned",
        "desired": "planned",
    }.get(p.get("modality"), p.get("modality"))


def km(a, b):
    if None in (a.get("lat"), a.get("lon"), b.get("lat"), b.get("lon")):
        return None
    p1, p2 = math.radians(a["lat"]), math.radians(b["lat"])
    h = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(b["lon"] - a["lon"]) / 2) ** 2
    )
    return 12742 * math.asin(min(1, math.sqrt(h)))


def interval(w):
    """Gold 'when' or predicted {start,end} as (first day, last day) ordinals."""

    def edge(s, last):
        if s in (None, "", ".."):
            return None
        parts = [int(x) for x in s[:10].split("-")]
        if len(parts) == 3:
            return dt.date(*parts).toordinal()
        if len(parts) == 2:
            y, m = parts
            return (
                (dt.date(y + (m == 12), m % 12 + 1, 1).toordinal() - 1)
                if last
                else dt.date(y, m, 1).toordinal()
            )
        return dt.date(parts[0], 12, 31).toordinal() if last else dt.date(parts[0], 1, 1).toordinal()

    if w is None:
        return None
    a, b = (
        (w.get("start"), w.get("end") or w.get("start"))
        if isinstance(w, dict)
        else (w.split("/") if "/" in w else (w, w))
    )
    a, b = edge(a, False), edge(b, True)
    return (a if a is not None else -(10**7), b if b is not None else 10**7)


def slots(g, p):
    """Slot agreement of a detected pair; None where the gold says nothing to agree with."""
    r = {}
    for who in ("actor", "target"):
        if g.get(who):
            r[who] = bool(p.get(who)) and p[who].get("side") == g[who]["side"]
        else:
            # words taken for a party that the gold does not see are wrong; an implied one is free
            r[who] = False if span(p.get(who)) else None
    if g.get("place"):
        q = p.get("place") or {}
        d = km(g["place"], q) if q else None
        r["place"] = bool(q) and (overlap(span(g["place"]), span(q)) or (d is not None and d <= 25))
        r["place_25km"] = None if g["place"].get("lat") is None else (d is not None and d <= 25)
    else:
        r["place"], r["place_25km"] = (False if p.get("place") else None), None
    gw, pw = interval(g.get("when")), interval(p.get("time"))
    if gw is None or gw[0] == -(10**7) or (gw[1] == 10**7 and gw[0] == -(10**7)):
        r["when"] = None
    else:
        r["when"] = (
            pw is not None
            and pw[0] <= gw[0]
            and pw[1] >= min(gw[1], gw[0])
            and pw[1] - pw[0] <= max(31, 2 * (gw[1] - gw[0] + 1))
        )
    r["modality"] = folded(p) == g["modality"]
    ga, pa = span(g.get("attribution")), span(voice(p))
    r["attribution"] = (ga is None and not voice(p)) or overlap(ga, pa)
    r["count"] = None if g.get("count") is None else p.get("count") == g["count"]
    return r


def levels(s):
    frame = all(s[k] in (True, None) for k in ("actor", "place"))
    return True, frame, frame and s["modality"] and s["attribution"] and s["target"] in (True, None)


def short(p, text):
    """A trigger is one to four words; a longer one than five is no trigger."""
    a, b = span(p["trigger"])
    return len(text[a:b].split()) <= 5


def folded_claims(pred):
    """Predictions that share type and trigger ("captured A, B and C") as one, with its readings."""
    groups = collections.defaultdict(list)
    for p in pred:
        groups[(p["type"], span(p["trigger"]))].append(p)
    return list(groups.values())


def pair(gold, pred):
    cand = []
    for i, g in enumerate(gold):
        for j, readings in enumerate(pred):
            p = readings[0]
            if g["type"] == p["type"] and overlap(tuple(g["trigger"]), span(p["trigger"])):
                s = max(
                    (slots(g, q) for q in readings),
                    key=lambda s: (levels(s), sum(v is True for v in s.values())),
                )
                cand.append((sum(v is True for v in s.values()), -i, -j, s))
    used_g, used_p, out = set(), set(), []
    for _, i, j, s in sorted(cand, key=lambda c: c[:3], reverse=True):
        if i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            out.append((-i, -j, s))
    return out


def prf(tp, np_, ng):
    p, r = tp / np_ if np_ else 0.0, tp / ng if ng else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(f1, 4)}


def group_of(claim, doc, per):
    """The line of the result that a claim counts for."""
    if not per:
        return "all"
    return claim["type"] if per == "type" else doc.get(per) or "?"


def empty_group():
    return {"g": 0, "p": 0, "readings": 0, "tp": [0, 0, 0], "slot": collections.defaultdict(list)}


def score(docs, gold, pred, per=None):
    meta = {d["id"]: d for d in docs}
    by = collections.defaultdict(list)
    for p in pred:
        by[p["document"]].append(p)
    groups = collections.defaultdict(empty_group)
    for a in gold:
        doc, g = meta[a["id"]], a["claims"]
        p = folded_claims(by.get(a["id"], []))
        brief = [q for q in p if short(q[0], doc["text"])]
        for c in g:
            groups[group_of(c, doc, per)]["g"] += 1
        for c in p:
            groups[group_of(c[0], doc, per)]["p"] += 1
            groups[group_of(c[0], doc, per)]["readings"] += len(c)
        for i, _, s in pair(g, brief):
            group = groups[group_of(g[i], doc, per)]
            for k, ok in enumerate(levels(s)):
                group["tp"][k] += ok
            for k, v in s.items():
                if v is not None:
                    group["slot"][k].append(v)
    return {k: summary(group) for k, group in sorted(groups.items())}


def summary(group):
    row = {
        "gold": group["g"],
        "predicted": group["p"],
        "readings_per_claim": round(group["readings"] / max(group["p"], 1), 3),
    }
    for tp, level in zip(group["tp"], ("detect", "frame", "full"), strict=True):
        row[level] = prf(tp, group["p"], group["g"])
    row["slots"] = {n: round(sum(v) / len(v), 4) for n, v in sorted(group["slot"].items())}
    return row


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("docs")
    ap.add_argument("gold")
    ap.add_argument("predicted")
    ap.add_argument("--per", choices=("conflict", "camp", "type", "outlet"))
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    r = score(read(a.docs), read(a.gold), read(a.predicted), a.per)
    if a.json:
        json.dump(r, sys.stdout, indent=1)
        print()
        return
    for k, v in r.items():
        print(
            f"{k}: {v['gold']} gold, {v['predicted']} predicted, {v['readings_per_claim']} readings a claim "
            "(lists in the text justify about 1.1)"
        )
        for n in ("detect", "frame", "full"):
            print(f"  {n:7s} P {v[n]['precision']:.3f}  R {v[n]['recall']:.3f}  F1 {v[n]['f1']:.3f}")
        print("  slots   " + "  ".join(f"{n} {x:.3f}" for n, x in v["slots"].items()))


if __name__ == "__main__":
    main()
