#!/usr/bin/env python3
"""How Bagui grows with the size of an index, and with its shards: one JSON line a figure.

    growth.py --bin DIR --work DIR DOCUMENTS.jsonl...
    growth.py --bin DIR --work DIR --shards 1,2,4 [--remote] DOCUMENTS.jsonl

Each file is indexed by itself with two shards; or one file with each number of --shards, and with --remote asked over xapian-tcpsrv
on loopback too.  The questions are 60 titles of the first file.

text_mb: the documents' text; seconds, cpu_s, mb_s, mb_cpu_s, memory_mb: indexing, with the most memory of each kind of process;
index_mb, compact_mb: the index as the run leaves it, and after --compact.  In ms: warm: a question in one process that has been asked them
before; fresh: a process that asks one; exact: four characters in quotes; facets: all five of a common word; page: bagui.cgi, a
process a page."""
import argparse, json, os, random, shutil, socket, subprocess, sys, time
from urllib.parse import quote
from measure import milliseconds, say, size, timed, with_memory


def text_mb(path):
    with open(path, encoding="utf-8") as lines:
        return sum(len(json.loads(line)["text"].encode()) for line in lines) / 1e6


def titles(path, count=60):
    with open(path, encoding="utf-8") as lines:
        found = [json.loads(line).get("title") or "" for line in lines]
    random.Random(5).shuffle(found)
    return [t.replace("\t", " ").replace('"', "") for t in found if 8 <= len(t) <= 40][:count]


def took_ms(text):
    return [json.loads(line)["took_ms"] for line in text.decode().splitlines()]


def ask(args, index, questions):
    """p50 and p99 of each kind of question, in ms."""
    query = [os.path.join(args.bin, "bagui-query"), *index, "--format=json"]
    batch = os.path.join(args.work, "questions.tsv")
    with open(batch, "w", encoding="utf-8") as out:
        for round in range(3):
            out.writelines(f"{round}.{i}\t{q}\n" for i, q in enumerate(questions))
    figures = {"warm": milliseconds(took_ms(timed([*query, "--batch=" + batch])[1])[len(questions):])}
    figures["fresh"] = milliseconds([1e3 * timed([*query, q])[0] for q in questions[:20]])
    figures["exact"] = milliseconds([took_ms(timed([*query, f'"{q[2:6]}"'])[1])[0] for q in questions[:20]])
    answers = [json.loads(timed([*query, "--facets", "发展"])[1]) for _ in range(5)]
    figures["facets"] = dict(milliseconds([a["took_ms"] for a in answers]), of=answers[0]["total"])
    return figures


def pages(args, index, questions):
    cgi = [os.path.join(args.bin, "bagui.cgi")]
    of = [dict(BAGUI_INDEX=index, REQUEST_METHOD="GET", GATEWAY_INTERFACE="CGI/1.1", QUERY_STRING="q=" + quote(q)) for q in questions[:20]]
    return {"page": milliseconds([1e3 * timed(cgi, **environment)[0] for environment in of])}


def build(args, path, shards, index):
    shutil.rmtree(index, ignore_errors=True)
    program, text = os.path.join(args.bin, "bagui-index"), text_mb(path)
    took, cpu, said, peaks = with_memory([program, "-i", index, f"--shards={shards}", "--progress=never", path])
    words, left = said.decode().split(" passages")[0].split(), size(index)
    compacting, _, _, _ = with_memory([program, "-i", index, "--compact"])
    return dict(text_mb=round(text, 1), shards=shards, passages=int(words[-1]), seconds=round(took, 1), cpu_s=round(cpu, 1),
                mb_s=round(text / took, 2), mb_cpu_s=round(text / cpu, 2),
                memory_mb=peaks, index_mb=round(left / 1e6, 1), compact_s=round(compacting, 1), compact_mb=round(size(index) / 1e6, 1))


def free_ports(count):
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def await_port(port):
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), 5).close()
        except OSError:
            time.sleep(.05)
    sys.exit(f"growth.py: xapian-tcpsrv does not listen on {port}")


def remote(args, index, shards, questions):
    servers, ports = [], free_ports(shards)
    try:
        for n, port in enumerate(ports):
            servers.append(subprocess.Popen(["xapian-tcpsrv", "-q", "-I", "127.0.0.1", "-p", str(port), "--idle-timeout", "600000",
                                             f"{index}/serve-{n}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                            start_new_session=True))    # ended, it ends its group
        for port in ports:
            await_port(port)
        return ask(args, [word for port in ports for word in ("-i", f"127.0.0.1:{port}")], questions)
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
    p.add_argument("documents", nargs="+")
    args = p.parse_args()
    os.makedirs(args.work, exist_ok=True)
    index, questions = os.path.join(args.work, "growth.idx"), titles(args.documents[0])
    here = ["-i", index]
    far = args.remote and (shutil.which("xapian-tcpsrv") or print("growth.py: no xapian-tcpsrv, so no remote shards", file=sys.stderr))
    for shards in [int(n) for n in args.shards.split(",") if n]:
        say(what="shards", **build(args, args.documents[0], shards, index), **ask(args, here, questions))
        if far:
            say(what="shards over xapian-tcpsrv", shards=shards, **remote(args, index, shards, questions))
    for path in [] if args.shards else args.documents:
        say(what="growth", **build(args, path, 2, index), **ask(args, here, questions), **pages(args, index, questions))
    shutil.rmtree(index, ignore_errors=True)


main()
