#!/usr/bin/env python3
"""What a question takes over many shards, by simulation from measured figures.

    simulate.py [--passages 1e8,1e10] [--per-shard 2e6,1e7,3e7] [--cores 8] [--ms A,B] [--trials N]

A question costs a shard A + B ms for each million passages, on one core (docs/PERFORMANCE.md has the measured line); times vary as
a log-normal of sigma 0.5, and one in 500 meets a pause of 50 ms.  The client waits for the slowest shard, merges, then fetches 200
texts for the second look one round trip each, spread over the shards.  Beyond 300 shards a front asks aggregators of the square root
of them, which nobody has written: then the figure says what that would bring."""
import argparse, math, random


def one(shards, mean, rtt, rnd, serial):
    slowest = max(mean * math.exp(rnd.gauss(-.125, .5)) + (50 if rnd.random() < .002 else 0) for _ in range(shards))
    return slowest + 2 * rtt + serial * shards + 200 * rtt


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--passages", default="1e8,1e10")
    p.add_argument("--per-shard", default="2e6,1e7,3e7")
    p.add_argument("--cores", type=int, default=8)
    p.add_argument("--ms", default="1.0,6.0")
    p.add_argument("--rtt", type=float, default=.15, help="ms between machines")
    p.add_argument("--serial", type=float, default=.08, help="ms the client spends on each shard, one after the other")
    p.add_argument("--trials", type=int, default=400)
    args = p.parse_args()
    base, slope = (float(x) for x in args.ms.split(","))
    rnd = random.Random(3)
    print("| passages | a shard | shards | machines | p50 ms | p99 ms | questions a second |\n|---|---|---|---|---|---|---|")
    for passages in (float(x) for x in args.passages.split(",")):
        for each in (float(x) for x in args.per_shard.split(",")):
            shards = math.ceil(passages / each)
            mean = base + slope * each / 1e6
            took = sorted(one(shards, mean, args.rtt, rnd, args.serial) for _ in range(max(30, min(args.trials, 400000 // shards))))
            machines = math.ceil(shards / args.cores)
            print(f"| {passages:.0e} | {each:.0e} | {shards} | {machines} | {took[len(took) // 2]:.0f} | {took[int(len(took) * .99)]:.0f} | "
                  f"{1e3 / mean * machines * args.cores / shards:.0f} |")


main()
