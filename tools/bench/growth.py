#!/usr/bin/env python3
"""How Bagui grows with the size of an index, and with its shards: one JSON line a figure.

    growth.py --bin DIR --work DIR [--shards 1,2,4] [--remote] DOCUMENTS.jsonl...

Each file is indexed as it is, with two shards; the last one but for the largest also with each number of --shards, and is then
asked over xapian-tcpsrv on loopback (--remote).  The questions are 60 titles of the first file.  index: seconds and bytes;
warm: ms a question in one process; fresh: ms of a process that asks one; facets: all facets of a common word."""
import argparse, json, os, random, shutil, statistics, subprocess, sys, time


def say(**figure):
    print(json.dumps(figure, ensure_ascii=False), flush=True)


def size(path):
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(path) for f in fs)


def timed(command):
    start = time.time()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode > 1:
        sys.exit(f"{command}: {done.stderr.decode(errors='replace')}")
    return time.time() - start, done.stdout


def titles(path, count=60):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    random.Random(5).shuffle(rows)
    found = [r["title"].replace("\t", " ").replace('"', "") for r in rows if 8 <= len(r.get("title") or "") <= 40]
    return found[:count]


def milliseconds(took):
    took = sorted(took)
    return dict(p50=round(statistics.median(took), 2), p99=round(took[int(len(took) * .99)], 2))


def ask(query, index, questions, work):
    """p50 and p99 of each kind, in ms, and passages."""
    batch = os.path.join(work, "questions.tsv")
    with open(batch, "w", encoding="utf-8") as out:
        for round in range(3):
            out.writelines(f"{round}.{i}\t{q}\n" for i, q in enumerate(questions))
    _, text = timed([query, *index, "--format=json", "--batch=" + batch])
    took = [json.loads(line)["took_ms"] for line in text.decode().splitlines()]
    figures = {"warm": milliseconds(took[len(questions):])}
    figures["fresh"] = milliseconds([1e3 * timed([query, *index, "--format=json", q])[0] for q in questions[:20]])
    exact = [f'"{q[2:6]}"' for q in questions[:20]]
    figures["exact"] = milliseconds([json.loads(timed([query, *index, "--format=json", q])[1])["took_ms"] for q in exact])
    answers = [json.loads(timed([query, *index, "--format=json", "--facets", "发展"])[1]) for _ in range(5)]
    figures["facets"] = dict(milliseconds([a["took_ms"] for a in answers]), of=answers[0]["total"])
    return figures


def build(args, path, shards, index):
    shutil.rmtree(index, ignore_errors=True)
    took, text = timed([os.path.join(args.bin, "bagui-index"), "-i", index, f"--shards={shards}", "--progress=never", path])
    words = text.decode().split(" passages")[0].split()
    return dict(megabytes=round(os.path.getsize(path) / 1e6, 1), shards=shards, passages=int(words[-1]), seconds=round(took, 1),
                mb_s=round(os.path.getsize(path) / 1e6 / took, 2), index_mb=round(size(index) / 1e6, 1))


def remote(query, index, shards, questions, work):
    base, servers, places = 26000 + os.getpid() % 5000, [], []
    try:
        for n in range(shards):
            servers.append(subprocess.Popen(["xapian-tcpsrv", "-q", "-I", "127.0.0.1", "-p", str(base + n), "--idle-timeout", "600000",
                                             f"{index}/serve-{n}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                            start_new_session=True))
            places += ["-i", f"127.0.0.1:{base + n}"]
        time.sleep(1)
        return ask(query, places, questions, work)
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", default="build")
    p.add_argument("--work", default="bench.work")
    p.add_argument("--shards", default="")
    p.add_argument("--remote", action="store_true")
    p.add_argument("--keep", action="store_true", help="keep the indexes")
    p.add_argument("documents", nargs="+")
    args = p.parse_args()
    os.makedirs(args.work, exist_ok=True)
    query, questions = os.path.join(args.bin, "bagui-query"), titles(args.documents[0])
    for path in args.documents:
        index = os.path.join(args.work, "growth.idx")
        say(what="growth", **build(args, path, 2, index), **ask(query, ["-i", index], questions, args.work))
        if args.remote and path == args.documents[0]:
            say(what="remote", shards=2, **remote(query, index, 2, questions, args.work))
    for shards in [int(n) for n in args.shards.split(",") if n]:
        index = os.path.join(args.work, "growth.idx")
        say(what="shards", **build(args, args.documents[0], shards, index), **ask(query, ["-i", index], questions, args.work))
    if not args.keep:
        shutil.rmtree(os.path.join(args.work, "growth.idx"), ignore_errors=True)


main()
