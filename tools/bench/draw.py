#!/usr/bin/env python3
"""Figures (JSON lines) as tables in Markdown and plots in SVG.

    draw.py FIGURES.jsonl... --out DIR

Writes DIR/table.md, goals first; of growth figures DIR/growth.svg, of shards DIR/shards.svg, of other engines DIR/peers.svg."""
import argparse, math, os
from goals import line, read

WIDTH, HEIGHT, LEFT, RIGHT, TOP, LOW = 440, 270, 56, 22, 44, 40
COLOURS = ("#1a5fb4", "#c64600", "#26a269", "#813d9c", "#5e5c64", "#a51d2d")


def cell(value):
    if isinstance(value, dict):
        return ", ".join(f"{k} {v}" for k, v in value.items())
    return "" if value is None else str(value)


def table(rows):
    keys = [k for k in dict.fromkeys(k for row in rows for k in row) if k != "what"]
    lines = ["| " + " | ".join(keys) + " |", "|" + "---|" * len(keys)]
    return "\n".join(lines + ["| " + " | ".join(cell(row.get(k, "")) for k in keys) + " |" for row in rows]) + "\n"


def groups(rows):
    out = {"goal": [r for r in rows if r.get("what") == "goal"]}
    for row in rows:
        out.setdefault(row.get("what") or "collections", [])
        if row.get("what") != "goal":
            out[row.get("what") or "collections"].append(row)
    return {name: of for name, of in out.items() if of}


def ticks(most):
    """About five round steps from 0 to what lies above most."""
    step = 10 ** math.floor(math.log10(most / 4)) if most > 0 else 1
    step = next((step * m for m in (1, 2, 2.5, 5, 10) if most / (step * m) <= 5), step * 10)
    return [step * n for n in range(math.ceil(most / step) + 1)]


def text(x, y, words, anchor="middle", size=11, colour="#333"):
    words = str(words).replace("&", "&amp;").replace("<", "&lt;")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{words}</text>'


def frame(title, unit, y_ticks, place):
    out = [text(8, 18, title, "start", 14, "#000"), text(8, 34, unit, "start")]
    for y in y_ticks:
        _, level = place(0, y)
        out.append(f'<path d="M{LEFT} {level:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>' + text(LEFT - 6, level + 4, f"{y:g}", "end"))
    return out


def curves(title, unit, x_name, series, straight=False):
    """One panel: series are names with their points.  straight: the line of least squares through the first, dashed."""
    every = [p for _, points in series for p in points]
    x_ticks, y_ticks = ticks(max(x for x, _ in every)), ticks(max(y for _, y in every))
    place = lambda x, y: (LEFT + (WIDTH - LEFT - RIGHT) * x / x_ticks[-1], HEIGHT - LOW - (HEIGHT - LOW - TOP) * y / y_ticks[-1])
    out = frame(title, unit, y_ticks, place)
    out += [text(place(x, 0)[0], HEIGHT - LOW + 16, f"{x:g}") for x in x_ticks] + [text(WIDTH - RIGHT, HEIGHT - 6, x_name, "end")]
    if straight:
        begin, slope = line(series[0][1])
        ends = [place(x, max(0, begin + slope * x)) for x in (0, x_ticks[-1]) if begin + slope * x <= y_ticks[-1]]
        out += [f'<path d="M{ends[0][0]:.1f} {ends[0][1]:.1f}L{ends[-1][0]:.1f} {ends[-1][1]:.1f}" stroke="#999" stroke-dasharray="4 3"/>']
    for n, (name, points) in enumerate(series):
        at = [place(*p) for p in points]
        out.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}" fill="none" stroke="{COLOURS[n]}" stroke-width="2"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOURS[n]}"/>' for x, y in at]
        if len(series) > 1:
            out.append(text(LEFT + 10, TOP + 8 + 15 * n, name, "start", 11, COLOURS[n]))
        else:
            out += [text(x, y - 8, f"{v:g}", "end" if x > WIDTH - 90 else "start") for (x, y), (_, v) in zip(at, points)]
    return "".join(out)


def bars(title, unit, rows):
    """One panel: a bar for each (name, value), the longest as wide as the panel allows."""
    most, left = max(v for _, v in rows) or 1, 120
    step = min(34, (HEIGHT - TOP - 10) / len(rows))
    out = [text(8, 18, title, "start", 14, "#000"), text(8, 34, unit, "start")]
    for n, (name, value) in enumerate(rows):
        y, wide = TOP + step * n, (WIDTH - left - 60) * value / most
        out.append(f'<rect x="{left}" y="{y:.1f}" width="{max(wide, 1):.1f}" height="{step * .7:.1f}" fill="{COLOURS[0 if name == "bagui" else 4]}"/>')
        out += [text(left - 6, y + step * .5, name, "end"), text(left + wide + 5, y + step * .5, f"{value:g}", "start")]
    return "".join(out)


def sheet(path, panels):
    """Panels side by side, two in a row, as one picture."""
    rows = math.ceil(len(panels) / 2)
    places = [f'<g transform="translate({WIDTH * (n % 2)} {HEIGHT * (n // 2)})">{panel}</g>' for n, panel in enumerate(panels)]
    with open(path, "w", encoding="utf-8") as out:
        out.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {rows * HEIGHT}" font-family="sans-serif">'
                  f'<rect width="100%" height="100%" fill="white"/>' + "\n".join(places) + "</svg>\n")


def growth_panels(rows):
    x = "MB of text"
    of = lambda value: [(r["text_mb"], value(r)) for r in rows]
    both = lambda key: [("99 in 100", of(lambda r: r[key]["p99"])), ("middle", of(lambda r: r[key]["p50"]))]
    return [curves("Indexing, two shards", "seconds of both processors; dashed: straight line of least squares", x, [("", of(lambda r: r["cpu_s"]))], straight=True),
            curves("Index, compacted", "MB; dashed: straight line of least squares", x, [("", of(lambda r: r["compact_mb"]))], straight=True),
            curves("A headline as a question, warm", "ms", x, both("warm")),
            curves("A fresh process", "ms, middle", x, [("page (bagui.cgi)", of(lambda r: r["page"]["p50"])),
                                                        ("answer (bagui-query)", of(lambda r: r["fresh"]["p50"])),
                                                        ("all five facets, took_ms", of(lambda r: r["facets"]["p50"]))])]


def shard_panels(here, far):
    of = lambda rows, value: [(r["shards"], value(r)) for r in rows]
    asked = [("one process, local", of(here, lambda r: r["warm"]["p50"]))]
    if far:
        asked.append(("over xapian-tcpsrv, loopback", of(far, lambda r: r["warm"]["p50"])))
    return [curves("Indexing", "seconds", "shards", [("", of(here, lambda r: r["seconds"]))]),
            curves("A headline as a question, warm", "ms, middle", "shards", asked)]


def peer_panels(rows, name):
    of = lambda what, key: [(r["engine"], r[key]) for r in rows if r.get("what") == what and r["collection"] == name]
    kinds = (("Indexing", "MB of text a second", of("index", "mb_s")), ("Index", "bytes a byte of text", of("index", "bytes_per_byte")),
             ("Memory of indexing", "MB, largest process", of("index", "rss_mb")), ("A question, warm", "ms", of("warm", "ms_per_query_k10")),
             ("A fresh process", "ms", of("fresh process", "ms_median")), ("Exact strings found", "share", of("exact", "recall")))
    quality = [(f"MRR@10, script of {name}" if script == "native" else "MRR@10, the other script", "",
                [(r["engine"], r["mrr10"]) for r in rows if r.get("what") == "quality" and r["collection"] == name and r["script"] == script])
               for script in ("native", "crossed")]
    return [bars(f"{title} ({name})" if n == 0 else title, unit, values) for n, (title, unit, values) in enumerate([*kinds, *quality]) if values]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("figures", nargs="+")
    p.add_argument("--out", default="bench.out")
    args = p.parse_args()
    found = groups(read(args.figures))
    with open(os.path.join(args.out, "table.md"), "w", encoding="utf-8") as out:
        for name, of in found.items():
            out.write(f"## {name}\n\n{table(of)}\n")
    growth = sorted(found.get("growth", []), key=lambda r: r["text_mb"])
    if len(growth) > 1:
        sheet(os.path.join(args.out, "growth.svg"), growth_panels(growth))
    if len(found.get("shards", [])) > 1:
        sheet(os.path.join(args.out, "shards.svg"), shard_panels(found["shards"], found.get("shards over xapian-tcpsrv")))
    for name in dict.fromkeys(r["collection"] for r in found.get("warm", [])):
        engines = [r for of in found.values() for r in of if "engine" in r]
        sheet(os.path.join(args.out, f"peers-{name}.svg"), peer_panels(engines, name))


main()
