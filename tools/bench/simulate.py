#!/usr/bin/env python3
"""What a question takes over many shards, by simulation from measured figures: one JSON line a size.

    simulate.py [--growth GROWTH.jsonl | --ms A,B] [--passages 1e8,1e10] [--per-shard 2e6,5e6,1e7] [--cores 8] [--trials N]

A question costs a shard A + B ms for each million passages, on one core; --growth takes the line from measured sizes of index.  Times
vary as a log-normal of sigma 0.5, and one in 500 meets a pause of 50 ms.  The client waits for the slowest shard, merges, then
fetches 150 texts for the second look one round trip each, spread over the shards, and spends --serial ms on each shard, one after
the other.  questions_s: with all cores busy."""
import argparse, math, random
from goals import line, read
from measure import say


def one(shards, mean, rtt, rnd, serial):
    slowest = max(mean * math.exp(rnd.gauss(-.125, .5)) + (50 if rnd.random() < .002 else 0) for _ in range(shards))
    return slowest + 2 * rtt + serial * shards + 150 * rtt


def measured(path):
    points = [(row["passages"] / 1e6, row["warm"]["p50"]) for row in read([path]) if row.get("what") == "growth"]
    begin, slope = line(points)
    return (begin, slope) if begin >= 0 else (0, sum(x * y for x, y in points) / sum(x * x for x, _ in points))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--growth")
    p.add_argument("--ms", default="1.0,6.0")
    p.add_argument("--passages", default="1e8,1e10")
    p.add_argument("--per-shard", default="2e6,5e6,1e7")
    p.add_argument("--cores", type=int, default=8)
    p.add_argument("--rtt", type=float, default=.15, help="ms between machines")
    p.add_argument("--serial", type=float, default=.08, help="ms the client spends on each shard")
    p.add_argument("--trials", type=int, default=400)
    args = p.parse_args()
    base, slope = measured(args.growth) if args.growth else (float(x) for x in args.ms.split(","))
    rnd = random.Random(3)
    for passages in (float(x) for x in args.passages.split(",")):
        for each in (float(x) for x in args.per_shard.split(",")):
            shards = math.ceil(passages / each)
            mean, machines = base + slope * each / 1e6, math.ceil(shards / args.cores)
            took = sorted(one(shards, mean, args.rtt, rnd, args.serial) for _ in range(max(30, min(args.trials, 400000 // shards))))
            say(what="simulation", passages=f"{passages:.0e}", a_shard=f"{each:.0e}", shards=shards, machines=machines, ms_a_shard=round(mean, 1),
                p50_ms=round(took[len(took) // 2]), p99_ms=round(took[int(len(took) * .99)]), questions_s=round(1e3 / mean * machines * args.cores / shards))


main()
