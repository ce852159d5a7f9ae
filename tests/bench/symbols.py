"""
symbols.py - a large program, and a profile with many addresses in it, for the benchmark.

In: a folder. Out: the paths of both, made when they are missing or old. There is 100 MB of debug
information in the program; to compile so much takes minutes, so one part is compiled to assembly and
its 20 twins, whose names are others of the same length, only go through the assembler.
What you would get wrong: the program is not loaded anywhere (-no-pie), for pprof is to find in it what
there is; where it does not, less work would look like speed.
"""

import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "symbols"))
sys.dont_write_bytecode = True
import programs  # noqa: E402

PARTS = 20
ADDRESSES = 20000
SOURCE = os.path.join(HERE, "symbols.cc")
MAIN = "int main() { return 0; }\n"


def newer(path):
    return os.path.exists(path) and all(os.path.getmtime(path) >= os.path.getmtime(source)
                                        for source in (SOURCE, os.path.abspath(__file__)))


def make_program(folder, say, quick=False):
    """The path of the program. With quick it has a single part, and little of that."""
    path = os.path.join(folder, "symbols", "program")
    if newer(path):
        return path
    say("compiling a large program (about a minute)")
    shutil.rmtree(os.path.dirname(path), ignore_errors=True)
    os.makedirs(os.path.dirname(path))
    compiler = os.environ.get("CXX", "g++").split()
    place = lambda name: os.path.join(os.path.dirname(path), name)
    less = ["-DLITTLE"] if quick else []
    subprocess.run(compiler + ["-std=c++17", "-O1", "-g", "-S", "-o", place("part.s")] + less + [SOURCE], check=True)
    with open(place("part.s"), encoding="utf-8") as f:
        text = f.read()
    objects = []
    for i in range(1 if quick else PARTS):
        with open(place("twin.s"), "w", encoding="utf-8") as f:
            f.write(text.replace("part00", "part%02d" % i))
        objects.append(place("part%02d.o" % i))
        subprocess.run(compiler + ["-c", "-o", objects[-1], place("twin.s")], check=True)
    with open(place("main.cc"), "w", encoding="utf-8") as f:
        f.write(MAIN)
    subprocess.run(compiler + ["-no-pie", "-g", "-o", path + ".new", place("main.cc")] + objects, check=True)
    for name in objects + [place("part.s"), place("twin.s")]:
        os.remove(name)
    os.rename(path + ".new", path)
    return path


def make_profile(program):
    """The path of a profile with ADDRESSES addresses, evenly over the functions of the parts."""
    path = program + ".pb.gz"
    if newer(path) and os.path.getmtime(path) >= os.path.getmtime(program):
        return path
    elf = programs.Elf(program)
    ranges = []
    for line in programs.run(["nm", "-S", "--defined-only", program]).splitlines():
        m = re.match(r"([0-9a-f]+) ([0-9a-f]+) [tTwWiu] .*6part\d\d", line)
        if m:
            ranges.append((int(m.group(1), 16), int(m.group(2), 16)))
    step = sum(size for _, size in ranges) / ADDRESSES
    addresses, at = set(), 0.0
    for address, size in sorted(ranges):
        while at < size:
            addresses.add(address + int(at))
            at += step
        at -= size
    size = sum(h[5] for name, h in elf.sections.items() if name.startswith(".debug_"))
    with open(os.path.join(os.path.dirname(path), "size"), "w", encoding="ascii") as f:
        f.write("%d\n" % size)
    offset, start, limit = elf.code()
    mapping = (start, limit, offset, program, elf.build_id())
    with open(path + ".new", "wb") as f:
        f.write(programs.profile([mapping], [(a, 1) for a in sorted(addresses)]))
    os.rename(path + ".new", path)
    return path


def debug_size(folder):
    """Bytes of the program's debug information, as they are in the file."""
    with open(os.path.join(folder, "symbols", "size"), encoding="ascii") as f:
        return int(f.read())


def tools_without_llvm(folder):
    """The path of a folder with the tools that pprof needs, but no llvm-symbolizer; None without addr2line."""
    path = os.path.join(folder, "symbols", "tools")
    os.makedirs(path, exist_ok=True)
    for name in ("addr2line", "nm", "objdump"):
        found = shutil.which(name)
        if not found:
            return None
        if not os.path.lexists(os.path.join(path, name)):
            os.symlink(found, os.path.join(path, name))
    return path
