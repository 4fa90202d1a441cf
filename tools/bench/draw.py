#!/usr/bin/env python3
"""Figures (JSON lines) as a table in Markdown and plots in SVG.

    draw.py FIGURES.jsonl... --out DIR

Writes DIR/table.md, and of growth figures DIR/growth-*.svg: index time, index size and time a question against megabytes."""
import argparse, json, os


def cell(value):
    if isinstance(value, dict):
        return " / ".join(str(v) for v in value.values())
    return str(value)


def table(rows):
    keys = list(dict.fromkeys(k for row in rows for k in row))
    lines = ["| " + " | ".join(keys) + " |", "|" + "---|" * len(keys)]
    return "\n".join(lines + ["| " + " | ".join(cell(row.get(k, "")) for k in keys) + " |" for row in rows]) + "\n"


def groups(rows):
    out = {}
    for row in rows:
        out.setdefault(row.get("what") or row.get("figure") or "figures", []).append(row)
    return out


def svg(title, points, x_name, y_name):
    """Points joined by lines, and in grey the straight line through the origin and the last point."""
    width, height, left, low = 480, 300, 60, 40
    x_most, y_most = max(x for x, _ in points) or 1, max(y for _, y in points) * 1.1 or 1
    place = lambda x, y: (left + (width - left - 20) * x / x_most, height - low - (height - low - 30) * y / y_most)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*p) for p in points))
    (x0, y0), (x1, y1) = place(0, 0), place(*points[-1])
    marks = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3"/><text x="{a:.1f}" y="{b - 8:.1f}" text-anchor="middle">{y:g}</text>'
                    f'<text x="{a:.1f}" y="{height - low + 16}" text-anchor="middle">{x:g}</text>'
                    for (x, y), (a, b) in ((p, place(*p)) for p in points))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'
            f'<rect width="{width}" height="{height}" fill="white"/><text x="{left}" y="16" font-size="13">{title}</text>'
            f'<path d="M{x0:.1f} 24V{y0:.1f}H{width - 16}" fill="none" stroke="black"/>'
            f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="#bbb" stroke-dasharray="4 3"/>'
            f'<polyline points="{path}" fill="none" stroke="#1a5fb4" stroke-width="2"/>{marks}'
            f'<text x="{width - 16}" y="{height - 6}" text-anchor="end">{x_name}</text><text x="{left + 6}" y="34">{y_name}</text></svg>\n')


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("figures", nargs="+")
    p.add_argument("--out", default="bench.out")
    args = p.parse_args()
    rows = [json.loads(line) for path in args.figures for line in open(path, encoding="utf-8") if line.startswith("{")]
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.out, "table.md"), "w", encoding="utf-8") as out:
        for name, of in groups(rows).items():
            out.write(f"## {name}\n\n{table(of)}\n")
    growth = [row for row in rows if row.get("what") == "growth"]
    plots = {"time": ("Index time", "seconds", lambda r: r["seconds"]), "size": ("Index size", "MB", lambda r: r["index_mb"]),
             "warm": ("A question, warm (p50)", "ms", lambda r: r["warm"]["p50"]), "facets": ("All facets", "ms", lambda r: r["facets"]["p50"])}
    for name, (title, unit, value) in plots.items():
        points = sorted((row["megabytes"], value(row)) for row in growth)
        if len(points) > 1:
            with open(os.path.join(args.out, f"growth-{name}.svg"), "w", encoding="utf-8") as out:
                out.write(svg(title, points, "MB of documents", unit))


main()
