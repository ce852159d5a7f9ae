"""programs.py - programs that are compiled for the test, what is in them, and profiles of them.

In: the sources beside this file; a folder for what is made. Out: a Program for each row of BUILDS:
its file as cprof gets it, the file to ask other tools about, addresses in functions of ours, and what
is known of some of them without asking anybody (see mark.h).
What you would get wrong: an address of a profile is where the program was loaded, one that tools take
is as in the file. `Program.loaded` goes from the second to the first, as the kernel does it.
"""
import collections
import gzip
import mmap
import os
import re
import shutil
import struct
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = 4096
SECONDS = 1200  # only a hang takes longer

# Where programs are loaded that may be loaded anywhere, and libraries.
PIE_AT, LIBRARY_AT = 0x555555554000, 0x7F1234560000

# One program: the compiler and its arguments, the sources, what is done with it then, where it is loaded.
# `relative`: compiled from within a folder, with names of sources relative to that.
Build = collections.namedtuple("Build", "name compiler args sources after at relative", defaults=(None, PIE_AT, False))

SPLIT = "-gsplit-dwarf"
C, CC, LIB = ["mill.c"], ["loft.cc"], ["stone.c"]
SHARED = ["-shared", "-fPIC", "-nostartfiles"]


def native(kind, name, args, after=None, at=PIE_AT, relative=False, clang=True):
    """Rows of the same by both compilers; `kind` is the list of sources."""
    compilers = [("g++", "clang++") if kind is CC else ("gcc", "clang")][0][:2 if clang else 1]
    what = {id(C): "c", id(CC): "c++", id(LIB): "lib"}[id(kind)]
    return [Build("%s %s %s" % (what, name, compiler), compiler, args, kind, after, at, relative) for compiler in compilers]


def builds():
    rows = []
    for kind in (C, CC):
        rows += native(kind, "-O0", ["-O0", "-g"])
        rows += native(kind, "-O2", ["-O2", "-g"])
        rows += native(kind, "-O2 no-pie", ["-O2", "-g", "-no-pie"], at=0)
        rows += native(kind, "-O2 dwarf-4", ["-O2", "-g", "-gdwarf-4"], relative=True)
        rows += native(kind, "-O2 dwarf-5", ["-O2", "-g", "-gdwarf-5"], relative=True)
        rows += native(kind, "-O2 -g1", ["-O2", "-g1"])
        rows += native(kind, "-O2 split dwarf-5", ["-O2", "-g", "-gdwarf-5", SPLIT], relative=True)
        rows += native(kind, "-O2 debuglink", ["-O2", "-g"], after="debuglink")
    rows += native(C, "-O1 static", ["-O1", "-g", "-static"], at=0)
    rows += native(C, "-O0 no-pie", ["-O0", "-g", "-no-pie"], at=0)
    rows += native(C, "-O2 split dwarf-4", ["-O2", "-g", "-gdwarf-4", SPLIT], relative=True)
    rows += native(C, "-O3 sections", ["-O3", "-g", "-ffunction-sections", "-Wl,-z,noseparate-code"])
    rows += native(C, "-O2 compressed", ["-O2", "-g", "-gz=zlib"])
    rows += native(C, "-O2 no-g", ["-O2"])
    rows += native(C, "-O2 stripped of debug", ["-O2", "-g"], after="no-debug", clang=False)
    rows += native(C, "-O2 split, a package", ["-O2", "-g", "-gdwarf-5", SPLIT], after="dwp", relative=True)
    rows += native(CC, "-O2 lto", ["-O2", "-g", "-flto"], clang=False)
    rows += native(CC, "-O2 build-id folder", ["-O2", "-g", "-Wl,--build-id=sha1"], after="build-id", clang=False)
    # Without a build ID the check sum says whether it is the right file.
    rows += native(C, "-O2 no build ID", ["-O2", "-g", "-Wl,--build-id=none"], after="debuglink", clang=False)
    rows += native(LIB, "-O2", SHARED + ["-O2", "-g"], at=LIBRARY_AT)
    rows += native(LIB, "-O0 dwarf-4", SHARED + ["-O0", "-g", "-gdwarf-4"], at=LIBRARY_AT)
    rows += native(LIB, "-O2 stripped", SHARED + ["-O2"], after="strip", at=LIBRARY_AT)
    rows.append(Build("rust -O", "rustc", ["-O", "-g"], ["barn.rs"]))
    rows.append(Build("rust debug", "rustc", ["-g"], ["barn.rs"]))
    rows.append(Build("go", "go", [], ["field.go"], at=0))
    rows.append(Build("go plain", "go", ["-ldflags=-compressdwarf=false", "-gcflags=-N -l"], ["field.go"], at=0))
    rows.append(Build("go pie", "go", ["-buildmode=pie"], ["field.go"]))
    return rows


class Missing(Exception):
    """A tool is not there; the text is its name."""


def tool(name):
    found = shutil.which(name)
    if not found:
        raise Missing(name)
    return found


def run(argv, cwd=None, text=None):
    """The output of a program that must succeed."""
    env = dict(os.environ, LC_ALL="C", GOFLAGS="-mod=mod", GO111MODULE="off", CGO_ENABLED="0")
    r = subprocess.run(argv, cwd=cwd, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                       timeout=SECONDS, env=env)
    if r.returncode != 0:
        raise RuntimeError("%s: status %d: %s" % (" ".join(argv), r.returncode, r.stderr[-2000:]))
    return r.stdout


class Elf:
    """Of an ELF file of 64 bits, little-endian, what the test must know: segments, sections, the build ID."""

    def __init__(self, path):
        with open(path, "rb") as f:  # mapped: it may be large
            b = self.bytes = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
        phoff, shoff = struct.unpack_from("<QQ", b, 32)
        phsize, phnum, shsize, shnum, names = struct.unpack_from("<HHHHH", b, 54)
        self.segments = []  # kind, flags, offset, address, size in memory
        for i in range(phnum):
            kind, flags, offset, address, _, _, size = struct.unpack_from("<IIQQQQQ", b, phoff + i * phsize)
            self.segments.append((kind, flags, offset, address, size))
        headers = [struct.unpack_from("<IIQQQQIIQQ", b, shoff + i * shsize) for i in range(shnum)]
        self.sections = {self.string(headers[names][4] + h[0]): h for h in headers}

    def string(self, at):
        return self.bytes[at:self.bytes.find(b"\0", at)].decode()

    def section(self, name):
        h = self.sections.get(name)
        return self.bytes[h[4]:h[4] + h[5]] if h else b""

    def code(self):
        """The segment that is executed: (offset, address, limit), from the beginning of a page on."""
        for kind, flags, offset, address, size in self.segments:
            if kind == 1 and flags & 1:
                cut = address % PAGE
                return offset - cut, address - cut, (address + size + PAGE - 1) // PAGE * PAGE
        raise RuntimeError("nothing is executed")

    def build_id(self):
        note = self.section(".note.gnu.build-id")
        return note[16:].hex()

    def marks(self):
        """(address, line, names, innermost first) of each mark."""
        b, at = self.section("marks"), 0
        while at < len(b):
            address, line = struct.unpack_from("<QI", b, at)
            end = b.index(b"\0", at + 12)
            yield address, line, b[at + 12:end].decode().split()
            at = end + 1


OURS = re.compile(r"mill_|4loft|4barn|^main\.|^main$")
STEP = 1     # every so many bytes of a function: all, as return addresses less one are in the midst of instructions
MOST = 4000  # addresses of one program, about


class Program:
    def __init__(self, build, folder):
        self.name, self.build = build.name, build
        self.folder = folder
        self.path = os.path.join(folder, "program")
        self.debug_path = None  # the folder that debug information was moved to
        self.compile(build.args, self.path)
        # Whatever is taken from the program, other tools are asked about what it was; and as they do not
        # see all of what is split, about its twin that is not.
        self.whole = self.path + ".whole"
        if SPLIT in build.args:
            self.compile([a for a in build.args if a != SPLIT], self.whole)
        else:
            shutil.copyfile(self.path, self.whole)
        elf = Elf(self.path)
        if elf.section(".text") != Elf(self.whole).section(".text"):
            raise RuntimeError("%s: its twin has other code" % build.name)
        self.build_id = elf.build_id()
        self.marks = list(elf.marks())
        self.addresses = self.some_addresses()
        self.offset, self.start, self.limit = elf.code()
        if build.after:
            getattr(self, "after_" + build.after.replace("-", "_"))()

    def compile(self, args, path):
        b = self.build
        compiler = tool(b.compiler)
        os.makedirs(self.folder, exist_ok=True)
        sources = [os.path.join(HERE, s) for s in b.sources]
        if b.relative:
            # A folder in a folder: then names have "..", and the folder of the compiler matters.
            where = os.path.join(self.folder, "src")
            os.makedirs(os.path.join(where, "work"), exist_ok=True)
            for name in os.listdir(HERE):
                if name.endswith((".c", ".cc", ".h")):
                    shutil.copyfile(os.path.join(HERE, name), os.path.join(where, name))
            run([compiler, *args, "-o", path, *["../" + s for s in b.sources]], cwd=os.path.join(where, "work"))
        elif b.compiler == "go":
            run([compiler, "build", "-o", path, *args, *sources])
        elif b.compiler == "rustc":
            run([compiler, "--edition=2021", "-o", path, *args, *sources])
        else:
            run([compiler, *args, "-o", path, *sources])

    def after_debuglink(self):
        run([tool("objcopy"), "--only-keep-debug", self.path, self.path + ".debug"])
        run([tool("objcopy"), "--strip-all", self.path])
        run([tool("objcopy"), "--add-gnu-debuglink=" + self.path + ".debug", self.path])

    def after_build_id(self):
        """The debug information lies where distributions put it."""
        self.debug_path = os.path.join(self.folder, "debug", ".build-id")
        place = os.path.join(self.debug_path, self.build_id[:2])
        os.makedirs(place)
        run([tool("objcopy"), "--only-keep-debug", self.path, os.path.join(place, self.build_id[2:] + ".debug")])
        run([tool("objcopy"), "--strip-all", self.path])

    def after_no_debug(self):
        run([tool("objcopy"), "--strip-debug", self.path])
        self.whole = self.path

    def after_strip(self):
        """Of a library what is exported is left."""
        self.addresses = [a for a in self.addresses if a[1] == "mill_lib"]
        run([tool("objcopy"), "--strip-all", self.path])
        self.whole = self.path

    def after_dwp(self):
        """The split information is put together in one file."""
        run([tool("llvm-dwp"), "-e", self.path, "-o", self.path + ".dwp"])
        for folder, _, files in os.walk(self.folder):
            for name in files:
                if name.endswith(".dwo"):
                    os.remove(os.path.join(folder, name))

    def symbols(self):
        """(address, size, name) of our functions."""
        for line in run([tool("nm"), "-S", "--defined-only", self.whole]).splitlines():
            m = re.match(r"([0-9a-f]+) ([0-9a-f]+) [tTwWiu] (.*)", line)
            if m and OURS.search(m.group(3)):
                yield int(m.group(1), 16), int(m.group(2), 16), m.group(3)

    def some_addresses(self):
        """(address, name of the symbol) in our functions."""
        all_of_them = {}
        for address, size, name in self.symbols():
            for at in range(address, address + size):
                all_of_them.setdefault(at, name)
        step = max(STEP, len(all_of_them) // MOST)
        chosen = sorted(all_of_them)[::step]
        chosen += [a for a, _, _ in self.marks if a in all_of_them]
        return [(a, all_of_them[a]) for a in sorted(set(chosen))]

    def loaded(self, address):
        return address + self.build.at


# --- profiles

def varint(v):
    out = bytearray()
    while v > 0x7F:
        out.append(v & 0x7F | 0x80)
        v >>= 7
    out.append(v)
    return bytes(out)


def number(field, v):
    return varint(field << 3) + varint(v)


def blob(field, body):
    body = body.encode() if isinstance(body, str) else body
    return varint(field << 3 | 2) + varint(len(body)) + body


def profile(mappings, locations):
    """
    A profile, compressed. mappings: (start, limit, offset, file, build ID), numbered from 1.
    locations: (address, number of a mapping or 0), one sample each.
    """
    strings, parts = ["", "samples", "count"], [blob(1, number(1, 1) + number(2, 2))]

    def string(s):
        if s not in strings:
            strings.append(s)
        return strings.index(s)

    for i, _ in enumerate(locations, 1):
        parts.append(blob(2, blob(1, varint(i)) + blob(2, varint(1))))
    for i, (start, limit, offset, file, build_id) in enumerate(mappings, 1):
        parts.append(blob(3, number(1, i) + number(2, start) + number(3, limit) + number(4, offset) +
                          number(5, string(file)) + number(6, string(build_id))))
    for i, (address, mapping) in enumerate(locations, 1):
        parts.append(blob(4, number(1, i) + (number(2, mapping) if mapping else b"") + number(3, address)))
    return gzip.compress(b"".join(parts) + b"".join(blob(6, s) for s in strings), 1)
