"""live.py - profiles of programs that are run here: gperftools' CPU and heap profiles and jemalloc's, with all their
mappings.

In: `cprof`, a function that runs it (see run), and a folder for each test. Out: what does not hold.
What profilers see differs from run to run: the names are looked at, and which function is first; figures only beside
those of another program, jeprof, or far apart.
"""
import os
import subprocess

import programs
from finding import check, has, outcome

TESTDATA = os.path.join(os.path.dirname(os.path.dirname(programs.HERE)), "testdata")
OVEN = os.path.join(TESTDATA, "oven", "oven.cc")
CELLAR = os.path.join(TESTDATA, "cellar", "cellar.c")


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
    check(r.returncode == 0, "%s: status %d: %s" % (path, r.returncode, r.stdout[-500:]))


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


# What was ever allocated, for of what is left at the end some functions may have no sample.
EVER = ["-top", "-sample_index=alloc_space", "-nodefraction=0"]
JARS = 2000  # of the first worker; the others have twice and three times as many, and half of all are eaten


def cellar(case, *libraries):
    """The program, linked with jemalloc and run, and its profile."""
    path = case.path("cellar")
    compiler = programs.tool("gcc")
    if not os.path.exists("/usr/include/jemalloc/jemalloc.h"):
        raise programs.Missing("jemalloc/jemalloc.h")
    programs.run([compiler, "-O1", "-g", "-pthread", "-o", path, CELLAR, *libraries])
    bake(case, path, str(JARS), MALLOC_CONF="prof:true,prof_final:true,prof_accum:true,lg_prof_sample:14,prof_prefix:cellar")
    found = [name for name in os.listdir(case.folder) if name.startswith("cellar.") and name.endswith(".heap")]
    check(len(found) == 1, "not one heap profile: %s" % found)
    return path, found[0]


def flat(text):
    """What each function has itself, from a table of `top` or of jeprof."""
    lines = [line.split(None, 5) for line in text.splitlines()]
    return {words[5]: int(words[0].rstrip("B")) for words in lines if len(words) == 6 and words[1].endswith("%")}


def test_jemalloc(case):
    """A shared libjemalloc, which has no symbols of its insides."""
    path, profile = cellar(case, "-Wl,--no-as-needed", "-ljemalloc")
    r = case.cprof(*EVER, profile)
    check(first(r.stdout) == "fill", "first is %r" % first(r.stdout))
    has(r.stdout, " put\n", " write_ledger\n", " work\n")
    check("jemalloc" not in r.stdout, "the allocator is shown: %s" % r.stdout)
    quiet(r, path)
    has(case.cprof("-top", "-all_frames", profile).stdout, " [libjemalloc.so")
    has(case.cprof("-list=fill", profile).stdout, "char *jar = malloc(size);")


def test_jemalloc_inside(case):
    """One that is linked into the program."""
    library = programs.run([programs.tool("gcc"), "-print-file-name=libjemalloc.a"]).strip()
    if not os.path.isabs(library):
        raise programs.Missing(library)
    path, profile = cellar(case, library, "-lm", "-lstdc++", "-ldl")
    r = case.cprof(*EVER, profile)
    check(first(r.stdout) == "fill", "first is %r" % first(r.stdout))
    has(r.stdout, " put\n", " write_ledger\n", " work\n")
    check("malloc" not in r.stdout and "prof_" not in r.stdout, "the allocator is shown: %s" % r.stdout)
    quiet(r, path)
    has(case.cprof("-top", "-all_frames", profile).stdout, "prof_backtrace")


def test_jemalloc_figures(case):
    """What samples are scaled to is what jeprof makes of them, but for the fractions of each stack, and near the truth."""
    path, profile = cellar(case, "-Wl,--no-as-needed", "-ljemalloc")
    jeprof = programs.tool("jeprof")
    jars = 6 * JARS
    for index, truth in (("alloc_objects", jars), ("inuse_objects", jars / 2), ("alloc_space", 1180 * jars),
                         ("inuse_space", 1200 * jars / 2)):
        ours = flat(case.cprof("-top", "-unit=count" if "objects" in index else "-unit=bytes", "-nodefraction=0",
                               "-sample_index=" + index, path, profile).stdout)
        theirs = flat(programs.run([jeprof, "--text", "--show_bytes", "--" + index, path, case.path(profile)]))
        for name in ("fill", "put", "write_ledger"):
            check(abs(ours.get(name, 0) - theirs.get(name, 0)) <= 3,
                  "%s of %s: %s, and jeprof says %s" % (index, name, ours, theirs))
        check(0.6 * truth < ours["fill"] < 1.7 * truth, "%s: %d for %d" % (index, ours["fill"], truth))


def tests():
    return [name for name in globals() if name.startswith("test_")]


def run(name, cprof, folder):
    """(lines to print, did it fail, was it left out)"""
    return outcome(name, globals()[name], cprof, folder)
