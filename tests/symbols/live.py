"""live.py - profiles of programs that are run here: gperftools' CPU and heap profiles, with all their mappings.

In: `cprof`, a function that runs it (see run), and a folder for each test. Out: what does not hold.
What profilers see differs from run to run: the names are looked at, and which function is first, no figures.
"""
import os
import subprocess

import programs
from finding import check, has, outcome

OVEN = os.path.join(os.path.dirname(os.path.dirname(programs.HERE)), "testdata", "oven", "oven.cc")


def oven(case, *args):
    """The program, linked with gperftools."""
    path = case.path("oven")
    compiler = programs.tool("g++")
    if not os.path.exists("/usr/include/gperftools/profiler.h"):
        raise programs.Missing("gperftools/profiler.h")
    programs.run([compiler, "-O1", "-g", "-fno-omit-frame-pointer", *args, "-o", path, OVEN, "-Wl,--no-as-needed",
                  "-ltcmalloc_and_profiler"])
    return path


def bake(case, path, *args, **env):
    r = subprocess.run([path, *args], cwd=case.folder, env=dict(os.environ, **env), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=programs.SECONDS)
    check(r.returncode == 0, "oven: status %d: %s" % (r.returncode, r.stdout[-500:]))


def quiet(r, path):
    """Nothing is amiss with the program. Libraries are as the machine has them: a sample may lie in one that is
    stripped. Mappings without a file, as [vdso], are none of the user's worries."""
    check(path not in r.stderr and "[" not in r.stderr, "it says %r" % r.stderr)


def first(text):
    """The function of the first row of `top`."""
    rows = text.split("cum%\n", 1)
    check(len(rows) == 2, "no table: %r" % text[:500])
    return rows[1].split("\n")[0].split(None, 5)[-1]


def cpu(case, *args):
    path = oven(case, *args)
    bake(case, path, "0.7", CPUPROFILE=case.path("cpu.prof"))
    for sources in (["cpu.prof"], [path, "cpu.prof"]):
        r = case.cprof("-top", *sources)
        check(r.returncode == 0, "status %d: %s" % (r.returncode, r.stderr))
        check(first(r.stdout) == "bakery::knead", "%s: first is %r" % (sources, first(r.stdout)))
        has(r.stdout, " bakery::bake\n", " bakery::rise\n", " main\n")
        quiet(r, path)
    # Mangled, and with what is inlined, which llvm-symbolizer has too; and lines.
    has(case.cprof("-symbolize=demangle=none", "-top", "cpu.prof").stdout, " _ZN6bakery5kneadEdi\n")
    has(case.cprof("-list=knead", "cpu.prof").stdout, "dough = std::sqrt(dough * dough + i) * 0.99;")


def test_cpu_pie(case):
    cpu(case, "-pie", "-fPIE")


def test_cpu_no_pie(case):
    cpu(case, "-no-pie")


def test_heap(case):
    """What is allocated is told of the program's functions, those of the allocator are dropped."""
    path = oven(case)
    bake(case, path, "0.3", HEAPPROFILE=case.path("heap"))
    found = sorted(name for name in os.listdir(case.folder) if name.startswith("heap.") and name.endswith(".heap"))
    check(found, "no heap profile")
    r = case.cprof("-top", "-cum", found[-1])
    has(r.stdout, " bakery::keep\n", " main\n")
    check("tc_new" not in r.stdout and "operator new" not in r.stdout, "the allocator is shown: %s" % r.stdout)
    quiet(r, path)


def tests():
    return [name for name in globals() if name.startswith("test_")]


def run(name, cprof, folder):
    """(lines to print, did it fail, was it left out)"""
    return outcome(name, globals()[name], cprof, folder)
