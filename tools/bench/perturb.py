#!/usr/bin/env python3
"""Documents that are like given ones and differ: for indexes larger than the data there is.

    zstdcat news/*.jsonl.zst | perturb.py [--megabytes N] [--copies N] [--seed N] >out.jsonl

Each copy of a document has its sentences in another order and two characters in a hundred replaced by others of the same
document, so that no two are equal and the frequencies of characters and words stay as they are.  The first copy is the document
itself.  --megabytes ends the output at so much text."""
import argparse, json, random, re, sys

END = re.compile("(?<=[。！？\n])")


def other(text, rnd):
    parts = END.split(text)
    rnd.shuffle(parts)
    out = list("".join(parts))
    for _ in range(len(out) // 50):
        at, source = rnd.randrange(len(out)), rnd.randrange(len(out))
        if out[at] != "\n" and out[source] != "\n":
            out[at] = out[source]
    return "".join(out)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--megabytes", type=float, default=1e9)
    p.add_argument("--copies", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    rnd, done = random.Random(args.seed), 0
    for number, line in enumerate(sys.stdin):
        row = json.loads(line)
        for copy in range(args.copies):
            text = row["text"] if not copy else other(row["text"], rnd)
            done += len(text.encode())
            if done > args.megabytes * 1e6:
                return
            print(json.dumps({**row, "id": f"{row.get('id', number)}~{number}.{copy}", "text": text}, ensure_ascii=False))


main()
