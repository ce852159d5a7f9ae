"""
measure.py - runs programs and measures each one alone: wall time, processor time, peak memory.

In: commands, and the processors that they may use. Out: for each command a Result, with medians over rounds.
What you would get wrong: figures of two programs compare only if they were taken in turns, so in_turns() runs
A B C A B C, and a ratio is the median of the ratios of rounds, not the ratio of two medians. The peak memory that
Linux reports for a child starts at what its parent held when it was started: see own_peak().
"""

import collections
import fcntl
import os
import pty
import resource
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import threading
import time

TIME_LIMIT = 120        # seconds, for any one child
SCREEN = (24, 80)       # lines and columns of a terminal

# One run of a child. `wall` and `cpu` (user and system) are seconds, `rss` is the peak in bytes. `problem` is None
# or says in words why the figures do not count.
Run = collections.namedtuple("Run", "wall cpu rss problem")


class Result:
    """The runs of one job. `problem` is None or that of the run that ended it; then there are no figures."""

    def __init__(self):
        self.runs = []
        self.problem = None

    def add(self, run):
        if run.problem:
            self.problem = run.problem
        self.runs.append(run)

    def median(self, measure):
        """Seconds. measure: "wall" or "cpu"."""
        return statistics.median(getattr(run, measure) for run in self.runs)

    def peak(self):
        return max(run.rss for run in self.runs)

    def in_pairs(self, measure, other, combine):
        """The median over rounds of combine(ours, other's); of the medians where the numbers of rounds differ."""
        if len(self.runs) != len(other.runs):
            return combine(self.median(measure), other.median(measure))
        return statistics.median(combine(getattr(a, measure), getattr(b, measure))
                                 for a, b in zip(self.runs, other.runs))

    def ratio(self, measure, other):
        # No program takes less than a microsecond; the clock may say 0.
        return self.in_pairs(measure, other, lambda a, b: a / max(b, 1e-6))


def once(run):
    """A Result of a single run."""
    result = Result()
    result.add(run)
    return result


def processors():
    """
    Where to measure: name -> the processors a child may use. "two" are two of this process's own; it is None, which
    is any, where there is one or where a process cannot be bound. "one" is missing where it cannot be bound.
    """
    if not hasattr(os, "sched_setaffinity"):
        return {"two": None}
    own = sorted(os.sched_getaffinity(0))
    return {"two": set(own[-2:]) if len(own) > 1 else None, "one": {own[-1]}}


def start(argv, cpus, **options):
    """subprocess.Popen, bound to the processors `cpus`; None is any. The child inherits what its parent is bound to."""
    before = os.sched_getaffinity(0) if cpus else None
    try:
        if cpus:
            os.sched_setaffinity(0, cpus)
        return subprocess.Popen(argv, start_new_session=True, **options)
    finally:
        if cpus:
            os.sched_setaffinity(0, before)


def rss_bytes(usage):
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def cpu_seconds(pid):
    """Processor time so far of a process that runs, without its children; None where only Linux can tell."""
    if sys.platform != "linux":
        return None
    return time.clock_gettime(~pid << 3 | 2)  # what clock_getcpuclockid() gives


def own_peak():
    """Bytes. A child's peak that is hardly more says nothing about the child."""
    return rss_bytes(resource.getrusage(resource.RUSAGE_SELF))


def kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def last_line(path):
    """The last thing a program said: its complaint, and not what it had to say before."""
    with open(path, "rb") as f:
        lines = f.read().decode("utf-8", "replace").splitlines()
    lines = [line.strip() for line in lines if line.strip()]
    return lines[-1][:100] if lines else ""


def problem_of(status, errors):
    """What a wait status means, None if all is well; `errors` is the file with the child's stderr."""
    if os.WIFSIGNALED(status):
        return "died of signal %d" % os.WTERMSIG(status)
    code = os.WEXITSTATUS(status)
    if code == 0:
        return None
    said = last_line(errors)
    return "failed with status %d%s" % (code, " (%s)" % said if said else "")


def run_child(argv, out=os.devnull, env=None, cpus=None, limit=TIME_LIMIT):
    """Runs argv with stdout in the file `out`, and measures it alone. Processes it waited for are counted with it."""
    errors = out + ".err" if out != os.devnull else os.devnull
    late = threading.Event()

    with open(os.devnull, "rb") as no_input, open(out, "wb") as to, open(errors, "wb") as err:
        begin = time.perf_counter()
        child = start(argv, cpus, stdin=no_input, stdout=to, stderr=err, env=env)

        def stop():
            late.set()
            kill_group(child.pid)

        timer = threading.Timer(limit, stop)
        timer.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - begin
        except BaseException:
            kill_group(child.pid)
            raise
        finally:
            timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
    problem = "stopped after %d s" % limit if late.is_set() else problem_of(status, errors)
    return Run(wall, usage.ru_utime + usage.ru_stime, rss_bytes(usage), problem)


def run_screen(argv, env, cpus=None, limit=TIME_LIMIT):
    """Runs argv on a terminal of its own, and types `q` as soon as its first screen, with the word "all", is there."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", *SCREEN, 0, 0))
    begin = time.perf_counter()
    child = start(argv, cpus, stdin=its, stdout=its, stderr=subprocess.DEVNULL, env=dict(env, TERM="xterm-256color"))
    os.close(its)
    said, typed, late = b"", False, False
    while True:
        late = not select.select([ours], [], [], max(0, begin + limit - time.perf_counter()))[0]
        try:
            got = b"" if late else os.read(ours, 65536)
        except OSError:  # what Linux says when the other end is closed
            got = b""
        if not got:
            break
        said += got
        if not typed and b"all" in said:
            os.write(ours, b"q")
            typed = True
    if late:
        kill_group(child.pid)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    os.close(ours)
    child.returncode = os.waitstatus_to_exitcode(status)
    problem = "stopped after %d s" % limit if late else problem_of(status, os.devnull)
    return Run(wall, usage.ru_utime + usage.ru_stime, rss_bytes(usage), problem)


def in_turns(jobs, rounds):
    """
    Runs every job once without counting it, then all of them in turns. jobs: key -> function that is told whether
    this is the warm-up and returns a Run. Returns key -> Result. A job that had a problem is not run again.
    """
    results = {key: Result() for key in jobs}
    for i in range(rounds + 1):
        for key, job in jobs.items():
            if results[key].problem:
                continue
            run = job(i == 0)
            if i > 0 or run.problem:
                results[key].add(run)
    return results
