"""What all measuring here needs: a command's seconds and memory, the size of a folder, the middle and the worst of many times."""
import json, os, statistics, subprocess, sys, threading, time


def say(**figure):
    print(json.dumps(figure, ensure_ascii=False), flush=True)


def size(path):
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(path) for f in fs)


def timed(command, **environment):
    """Seconds and output; whatever is no answer (2 and more) ends the measuring."""
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environment})
    if done.returncode not in (0, 1):
        sys.exit(f"{command}: {done.stderr.decode(errors='replace')}")
    return time.monotonic() - start, done.stdout


def milliseconds(took):
    took = sorted(took)
    return dict(p50=round(statistics.median(took), 2), p99=round(took[min(len(took) - 1, int(len(took) * .99))], 2))


def processes():
    """Of all that run: the parent, and the name."""
    out = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stat:
                name, rest = stat.read().split("(", 1)[1].rsplit(") ", 1)
        except OSError:
            continue    # it has just ended
        out[int(entry)] = (int(rest.split()[1]), name)
    return out


def peak_mb(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


class Peaks(threading.Thread):
    """The most memory of a process and of each process below it, MB, looked at every 0.1 s; of equal ones the largest."""

    def __init__(self, root):
        super().__init__(daemon=True)
        self.root, self.most, self.ended = root, {}, threading.Event()

    def role(self, pid, name):
        return name if pid == self.root or name != self.root_name else "writer"

    def look(self):
        running = processes()
        self.root_name = running.get(self.root, (0, ""))[1] or getattr(self, "root_name", "")
        family = {self.root}
        for pid in sorted(running):
            if running[pid][0] in family:
                family.add(pid)
        for pid in family & running.keys():
            role = self.role(pid, running[pid][1])
            self.most[role] = max(self.most.get(role, 0), round(peak_mb(pid)))

    def run(self):
        while not self.ended.wait(.1):
            self.look()


def with_memory(command):
    """Seconds, those of the processors, output, and the most memory of each kind of process, MB."""
    before, start = os.times(), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    peaks = Peaks(process.pid)
    peaks.start()
    output, errors = process.communicate()
    took, after = time.monotonic() - start, os.times()
    peaks.ended.set()
    peaks.join()
    if process.returncode not in (0, 1):
        sys.exit(f"{command}: {errors.decode(errors='replace')}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return took, cpu, output, peaks.most
