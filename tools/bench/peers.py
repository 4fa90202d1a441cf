#!/usr/bin/env python3
"""Bagui beside other engines: runs compare.py for one engine after the other, and goes on where one is missing.

    peers.py --compare COMPARE.py --bin DIR --work DIR --engines A,B COLLECTION...

The lines are those of compare.py.  An engine that is not installed or fails gets a line "absent" with the reason.  After Bagui's
turn its index is compacted and its size said once more."""
import argparse, json, os, shutil, subprocess, sys
from measure import say, size

JAVA = "/usr/share/java"
NEEDS = {"lucene": ["javac", "java", f"{JAVA}/lucene-core-8.7.0.jar", f"{JAVA}/icu4j.jar"], "omega": ["scriptindex"], "all": ["opencc", "zstd"]}


def missing(engine):
    wanted = NEEDS["all"] + NEEDS.get(engine.split("-")[0], [])
    return [w for w in wanted if not (os.path.exists(w) if w.startswith("/") else shutil.which(w))]


def absent(engine, collection, why):
    print(f"bench: {engine} on {collection}: {why}", file=sys.stderr)
    say(engine=engine, collection=collection, what="absent", why=why)


def compact(args, name, text_mb):
    index = os.path.join(args.work, f"{name}.bagui")
    subprocess.run([f"{args.bin}/bagui-index", "-i", index, "--compact"], stdout=subprocess.DEVNULL, check=True)
    say(engine="bagui", collection=name, what="compacted", bytes_per_byte=round(size(index) / 1e6 / text_mb, 2))


def compare(args, engine, folder):
    """The lines of one engine about one collection: its own, and the collection's first."""
    done = subprocess.run([sys.executable, args.compare, "--bin", args.bin, "--work", args.work, "--engines", engine, folder],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    why = None if not done.returncode else (done.stderr.strip().splitlines() or ["it failed"])[-1][:200]
    return lines, why


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--compare", required=True)
    p.add_argument("--bin", default="build")
    p.add_argument("--work", default="bench.work")
    p.add_argument("--engines", default="bagui,lucene-icu")
    p.add_argument("collections", nargs="+")
    args = p.parse_args()
    os.makedirs(args.work, exist_ok=True)
    for folder in args.collections:
        name, text_mb = os.path.basename(os.path.normpath(folder)), None
        for engine in args.engines.split(","):
            if missing(engine):
                absent(engine, name, "not installed: " + ", ".join(missing(engine)))
            else:
                lines, why = compare(args, engine, folder)
                for line in lines:
                    if "engine" in line or text_mb is None:
                        say(**line)
                    text_mb = line.get("text_mb", text_mb)
                if why:
                    absent(engine, name, why)
                elif engine == "bagui":
                    compact(args, name, text_mb)
            for left in os.scandir(args.work):
                if left.is_dir() and left.name.startswith(name + "."):
                    shutil.rmtree(left.path)


main()
