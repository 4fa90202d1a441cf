#!/usr/bin/env python3
"""The search page under load: one JSON line a figure.

    web.py --bin DIR --index DIR [--work DIR] [--requests 20000] [--commits SECONDS]

The questions are 500 different ones out of the index itself: words, pairs of words and exact strings of its passages, some with the
passage's topic, region, platform or year.  answer: ms until an answer is there whole, one at a time, as a process a request and as
FastCGI; rate: so many a second by 8 clients, each waiting for its turn, before any answer is kept ("cold") and afterwards, with the
CPU time of a request; memory: kilobytes of all workers' own.  commits: 8 clients for SECONDS while a copy of a small index grows
every two seconds."""
import argparse, json, os, random, re, shutil, statistics, subprocess, sys, tempfile, time, urllib.parse
import measure

FACETS, PLAIN = "", "/json"  # the page counts all kinds, this none unless asked
CLIENTS = 8
TICKS = os.sysconf("SC_CLK_TCK")


def say(**figure):
    measure.say(what="web", **figure)


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        sys.exit(f"{command}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode()


def sample(query, index, count=400, at_once=20):
    """Passages from all over the index."""
    ask = [query, "-i", index, "--format=json", "--from=1000"]
    total = json.loads(run([*ask, "-n1"]))["total"]
    if not total:
        sys.exit(f"{index}: no passage has a date")
    passages = []
    for offset in range(0, total, max(1, total * at_once // count)):
        passages += json.loads(run([*ask, f"-n{at_once}", f"--offset={offset}"]))["passages"]
    return passages


def words_of(bin, texts, work):
    """The words of two characters and more of each text."""
    path = os.path.join(work, "texts.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps({"text": text.replace("\n", " ")}, ensure_ascii=False) + "\n" for text in texts)
    shown = run([os.path.join(bin, "bagui-index"), "--show=terms", path])
    found = []
    for part in shown.split("\n== ")[0:]:
        found.append([t[:-1] for t in part.split() if t[-1] in "*+" and len(t) > 2 and "\u4e00" <= t[0] <= "\u9fff"])
    return [words for words in found if words]


def questions_of(passages, words, count=500):
    """Different ones, the same each time."""
    chance, found = random.Random(7), {}

    def label(passage, kind):
        ids = [one["id"] for one in passage[kind + "s"]]
        return {kind: chance.choice(ids)} if ids else {}

    def exact(passage):
        runs = re.findall("[\u4e00-\u9fff]{4,}", passage["text"]) or ["发展"]
        run = chance.choice(runs)
        begin = chance.randrange(len(run) - 1)
        return '"%s"' % run[begin:begin + chance.randint(3, 8)]

    while len(found) < count:
        passage, some = chance.choice(passages), chance.choice(words)
        one, two = chance.choice(some), " ".join(chance.sample(some, min(2, len(some))))
        year = (passage["date"] or "2023")[:4]
        asked = chance.choice([
            {"q": one}, {"q": one}, {"q": two}, {"q": two}, {"q": exact(passage)},
            {"q": one, **label(passage, "topic")}, {"q": two, **label(passage, "region")},
            {"q": one, **label(passage, "platform")}, {"q": two, "from": year, "to": year}])
        found[urllib.parse.urlencode(asked)] = None
    return list(found)


class Pool:
    """FastCGI workers on a socket of their own."""

    def __init__(self, bin, index, work, **variables):
        self.drive, self.work = os.path.join(bin, "tests", "drive"), work
        self.socket = os.path.join(work, "socket")
        if os.path.exists(self.socket):
            os.unlink(self.socket)
        environment = dict(os.environ, BAGUI_INDEX=index, BAGUI_LOG="off", **variables)
        self.process = subprocess.Popen(["spawn-fcgi", "-n", "-s", self.socket, "--", os.path.join(bin, "bagui.cgi")],
                                        env=environment, stdout=subprocess.DEVNULL)
        self.settle()

    def settle(self):
        """Until nobody opens or surveys the index any more."""
        before = -1.0
        while before != self.cpu_ms() or not os.path.exists(self.socket):
            before = self.cpu_ms()
            time.sleep(0.5)

    def workers(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as file:
            return [int(pid) for pid in file.read().split()]

    def cpu_ms(self):
        """Of the workers that live, and of those that are buried."""
        def times(pid, first):
            try:
                with open(f"/proc/{pid}/stat") as file:
                    fields = file.read().rsplit(") ", 1)[1].split()
            except OSError:
                return 0  # it was just buried
            return int(fields[first]) + int(fields[first + 1])
        ticks = times(self.process.pid, 13) + sum(times(pid, 11) for pid in self.workers())
        return 1e3 * ticks / TICKS

    def memory_kb(self):
        total = 0
        for pid in self.workers():
            try:
                with open(f"/proc/{pid}/status") as file:
                    total += int(re.search(r"RssAnon:\s*(\d+)|$", file.read()).group(1) or 0)
            except OSError:
                pass  # it was just replaced
        return total

    def begin_load(self, path, lines, count, rate, clients):
        name = os.path.join(self.work, "lines")
        with open(name, "w", encoding="utf-8") as out:
            out.writelines(f"{path}?{line}\n" for line in lines)
        return subprocess.Popen([self.drive, self.socket, "load", name, str(count), str(rate), str(clients)],
                                stdout=subprocess.PIPE)

    def load(self, path, lines, count, rate, clients):
        before = self.cpu_ms()
        driver = self.begin_load(path, lines, count, rate, clients)
        figures = json.loads(driver.communicate()[0])
        return dict(figures, cpu_ms=round((self.cpu_ms() - before) / count, 2))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def ask_process(bin, index, path, line):
    """ms to the first byte of a process of its own, and of CPU time."""
    environment = dict(os.environ, BAGUI_INDEX=index, BAGUI_LOG="off", GATEWAY_INTERFACE="CGI/1.1", REQUEST_METHOD="GET",
                       SCRIPT_NAME="/search", PATH_INFO=path, QUERY_STRING=line)
    begin = time.perf_counter()
    process = subprocess.Popen([os.path.join(bin, "bagui.cgi")], env=environment, stdout=subprocess.PIPE)
    os.read(process.stdout.fileno(), 1)
    took = 1e3 * (time.perf_counter() - begin)
    process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        sys.exit(f"bagui.cgi: {path}?{line}")
    return took, 1e3 * (usage.ru_utime + usage.ru_stime)


def answers(args, lines):
    for name, path in (("facets", FACETS), ("plain", PLAIN)):
        took, used = zip(*(ask_process(args.bin, args.index, path, line) for line in lines[:200]))
        say(case="answer", by="cgi", of=name, p50=round(statistics.median(took), 1), p99=round(sorted(took)[-3], 1),
            cpu_ms=round(statistics.mean(used), 2))
        with Pool(args.bin, args.index, args.work) as pool:
            for state in ("cold", "kept"):
                say(case="answer", by="fastcgi", of=name, state=state, **pool.load(path, lines[:200], 200, 0, 1))


def rates(args, lines):
    for name, path, rate in (("facets", FACETS, 100), ("plain", PLAIN, 300)):
        with Pool(args.bin, args.index, args.work) as pool:
            for state, count in (("cold", len(lines)), ("kept", 20 * rate)):
                say(case="rate", of=name, state=state, asked=rate, **pool.load(path, lines, count, rate, CLIENTS))
        with Pool(args.bin, args.index, args.work) as pool:
            say(case="most", of=name, state="cold", **pool.load(path, lines, len(lines), 0, CLIENTS))


def memory(args, lines):
    """The most that the workers had at a time, in each part of the way: a worker is replaced after ten thousand requests, so
    that what it would keep for ever shows within that."""
    with Pool(args.bin, args.index, args.work) as pool:
        say(case="memory", after=0, most_kb=pool.memory_kb())
        done = 0
        for until in (args.requests // 10, args.requests // 2, args.requests):
            driver, most = pool.begin_load(FACETS, lines, until - done, 0, CLIENTS), 0
            while driver.poll() is None:
                most = max(most, pool.memory_kb())
                time.sleep(0.1)
            figures, done = json.loads(driver.stdout.read()), until
            say(case="memory", after=done, most_kb=most, failed=figures["failed"], per_second=figures["per_second"])


def commits(args, lines):
    """One file more every two seconds, and nobody sees an error."""
    files, index = os.path.join(args.work, "files"), os.path.join(args.work, "commits.idx")
    shutil.rmtree(index, ignore_errors=True)
    os.makedirs(files, exist_ok=True)
    indexer = [os.path.join(args.bin, "bagui-index"), "-i", index, "--progress=never", files]

    def grow(number):
        with open(os.path.join(files, f"{number}.txt"), "w", encoding="utf-8") as out:
            out.write("".join(f"民生热线第{number}次办理{urllib.parse.unquote_plus(q[2:])}。\n" for q in lines[:50]))
        return subprocess.Popen(indexer, stdout=subprocess.DEVNULL)

    if grow(0).wait():
        sys.exit("bagui-index: no index to begin with")
    with Pool(args.bin, index, args.work, BAGUI_WORKERS="4") as pool:
        number, wrong = 0, 0
        load = pool.begin_load(FACETS, lines, 100 * args.commits, 100, CLIENTS)
        while load.poll() is None:
            number += 1
            wrong += grow(number).wait() != 0
            time.sleep(2)
        say(case="commits", commits=number, refused=wrong, **json.loads(load.stdout.read()))
    shutil.rmtree(index)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", default="build")
    p.add_argument("--index", required=True)
    p.add_argument("--work", help="a folder that stays")
    p.add_argument("--requests", type=int, default=20000, help="for the memory; 0: leave that out")
    p.add_argument("--commits", type=int, default=0, help="seconds; 0: leave that out")
    p.add_argument("--only", default="answers,rates,memory,commits")
    p.add_argument("--questions", help="write them to this file")
    args = p.parse_args()
    args.bin, args.index = os.path.abspath(args.bin), os.path.abspath(args.index)
    kept = args.work
    args.work = kept or tempfile.mkdtemp()
    os.makedirs(args.work, exist_ok=True)
    passages = sample(os.path.join(args.bin, "bagui-query"), args.index)
    lines = questions_of(passages, words_of(args.bin, [t for p in passages for t in (p["title"], p["text"]) if t], args.work))
    if args.questions:
        with open(args.questions, "w", encoding="utf-8") as out:
            out.writelines(line + "\n" for line in lines)
    parts = dict(answers=(answers, True), rates=(rates, True), memory=(memory, args.requests), commits=(commits, args.commits))
    for name, (part, is_wanted) in parts.items():
        if is_wanted and name in args.only.split(","):
            part(args, lines)
    if not kept:
        shutil.rmtree(args.work)


main()
