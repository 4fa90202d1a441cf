#!/usr/bin/env python3
"""What was to be reached, and whether this run reached it: one JSON line a goal, from the figures of the other parts.

    goals.py FIGURES.jsonl...

met: yes, no, or "not measured" where a part or an engine was absent."""
import json, sys
from measure import say


def read(paths):
    return [json.loads(line) for path in paths for line in open(path, encoding="utf-8") if line.startswith("{")]


def line(points):
    """The straight line of least squares: where it begins, and its slope."""
    count = len(points)
    x_mean, y_mean = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - x_mean) ** 2 for x, _ in points)
    slope = sum((x - x_mean) * (y - y_mean) for x, y in points) / spread if spread else 0
    return y_mean - slope * x_mean, slope


def residual(points):
    """The farthest that a point lies from the straight line, as a share of the largest value."""
    if len(points) < 3:
        return None
    begin, slope = line(points)
    return max(abs(y - begin - slope * x) for x, y in points) / max(y for _, y in points)


class Figures:
    def __init__(self, rows):
        self.rows = rows
        self.collections = list(dict.fromkeys(r["collection"] for r in rows if "engine" in r))
        self.growth = sorted((r for r in rows if r.get("what") == "growth"), key=lambda r: r["text_mb"])

    def peer(self, engine, collection, what, key):
        return next((r[key] for r in self.rows if (r.get("engine"), r.get("collection"), r.get("what")) == (engine, collection, what)), None)

    def ratio(self, other, collection, what, key):
        ours, theirs = self.peer("bagui", collection, what, key), self.peer(other, collection, what, key)
        return ours / theirs if ours and theirs else None

    def one(self, what, key):
        return next((r[key] for r in self.rows if r.get("what") == what), None)


def goal(text, figure, sign, limit, note=""):
    met = "not measured" if figure is None else "yes" if (figure >= limit if sign == ">=" else figure <= limit) else "no"
    say(what="goal", goal=text, wanted=f"{sign} {limit:g}{note}", figure=None if figure is None else round(figure, 3), met=met)


def beside_peers(f):
    for name in f.collections:
        asked = lambda engine, what: any((r.get("engine"), r.get("collection"), r.get("what")) == (engine, name, what) for r in f.rows)
        goal(f"{name}: text indexed a second / Lucene's, ICU words", f.ratio("lucene-icu", name, "index", "mb_s"), ">=", .5)
        if asked("omega", "index") or asked("omega", "absent"):
            goal(f"{name}: text indexed a second / Omega's", f.ratio("omega", name, "index", "mb_s"), ">=", 8)
        goal(f"{name}: bytes of index a byte of text, compacted", f.peer("bagui", name, "compacted", "bytes_per_byte"), "<=", 3.6, ", 2.5 in reach")
        goal(f"{name}: a fresh process / Lucene's", f.ratio("lucene-icu", name, "fresh process", "ms_median"), "<=", .1)
        goal(f"{name}: a warm question / Lucene's", f.ratio("lucene-icu", name, "warm", "ms_per_query_k10"), "<=", 1)
        for key in ("recall", "precision"):
            goal(f"{name}: exact strings, {key}", f.peer("bagui", name, "exact", key), ">=", 1)


def grown(f):
    for key, name in (("seconds", "indexing seconds"), ("cpu_s", "processor seconds of indexing"), ("compact_mb", "bytes of index")):
        goal(f"growth of {name}: farthest from a straight line / largest", residual([(r["text_mb"], r[key]) for r in f.growth]), "<=", .05)
    last = f.growth[-1] if f.growth else None
    goal("text indexed a processor second, largest / the one before", last["mb_cpu_s"] / f.growth[-2]["mb_cpu_s"] if len(f.growth) > 1 else None, ">=", .8)
    goal("growth: bytes of index a byte of text, largest", last["compact_mb"] / last["text_mb"] if last else None, "<=", 3.6, ", 2.5 in reach")
    goal("all five facets, us a match, largest", 1e3 * last["facets"]["p50"] / last["facets"]["of"] if last else None, "<=", 1)
    goal("a page of results from a fresh process, ms, largest", last["page"]["p50"] if last else None, "<=", 50)


def under_load(f):
    def web(key, **which):
        return next((r.get(key) for r in f.rows if r.get("what") == "web" and all(r.get(k) == v for k, v in which.items())), None)

    goal("a page with facets by CGI, ms to the end, median", web("p50", case="answer", by="cgi", of="facets"), "<=", 40)
    goal("the same by FastCGI, none kept", web("p50", case="answer", by="fastcgi", of="facets", state="cold"), "<=", 12)
    for of, rate in (("facets", 100), ("plain", 300)):
        goal(f"{rate} requests a second, {of}, none kept: p99 ms", web("p99", case="rate", of=of, state="cold"), "<=", 100)
        goal(f"{rate} requests a second, {of}, none kept: failed", web("failed", case="rate", of=of, state="cold"), "<=", 0)
    memory = [r["most_kb"] for r in f.rows if r.get("what") == "web" and r.get("case") == "memory" and r["after"]]
    goal("workers' memory, at the end / after a tenth of the requests", memory[-1] / memory[0] if len(memory) > 1 and memory[0] else None, "<=", 1.05)
    goal("requests that failed while the index grew", web("failed", case="commits"), "<=", 0)


def main():
    figures = Figures(read(sys.argv[1:]))
    goal("terms, words and bigrams / ICU's word break alone", figures.one("terms", "terms_of_icu"), ">=", .6)
    beside_peers(figures)
    grown(figures)
    under_load(figures)


if __name__ == "__main__":
    main()
