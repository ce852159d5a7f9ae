"""finding.py - how binaries are found, and what comes of those that are not: from a profile to names.

In: `cprof`, a function that runs it (see run), and a folder for each test. Out: what does not hold.
The binaries are compiled here (programs.py); profiles name them as if they had been somewhere else.
"""
import ctypes.util
import http.server
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import threading
import time

import programs

ELSEWHERE = "/nowhere/bin/grist"  # where profiles say that the program was
SECONDS = programs.SECONDS


class Failed(Exception):
    pass


def check(ok, what):
    if not ok:
        raise Failed(what)


def has(text, *parts):
    for part in parts:
        check(part in text, "no %r in %r" % (part, text[-1500:]))


class Case:
    def __init__(self, cprof, folder):
        self.cprof_of, self.folder = cprof, folder
        self.n = 0
        os.makedirs(folder)

    def program(self, name="c -O2 gcc"):
        """A program, where no profile says that it is."""
        self.n += 1
        build = next(b for b in programs.builds() if b.name == name)
        return programs.Program(build, os.path.join(self.folder, "made%d" % self.n))

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def put(self, source, *parts):
        """Copies a file to a place below the folder, and gives the place."""
        to = self.path(*parts)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        shutil.copyfile(source, to)
        return to

    def profile(self, *programs_in, file=ELSEWHERE, build_id=None, more=(), mappings=True):
        """
        A profile with two addresses of each: (program, file) or a program, which is called `file`.
        more: further mappings. Without `mappings` there are none.
        """
        maps, places = [], []
        for p in programs_in:
            p, name = p if isinstance(p, tuple) else (p, file)
            maps.append((p.loaded(p.start), p.loaded(p.limit), p.offset, name, p.build_id if build_id is None else build_id))
            for symbol in sorted({s for _, s in p.addresses}):
                at = [a for a, s in p.addresses if s == symbol]
                places.append((p.loaded(at[len(at) // 2]), len(maps) if mappings else 0))
        maps = (maps if mappings else []) + [(0x7000000 + i * 0x10000, 0x7000000 + i * 0x10000 + 0x8000, 0, name, "")
                                             for i, name in enumerate(more)]
        places += [(0x7000000 + i * 0x10000 + 0x123, len(maps) - len(more) + i + 1) for i in range(len(more))]
        self.n += 1
        to = self.path("profile%d.pb.gz" % self.n)
        with open(to, "wb") as f:
            f.write(programs.profile(maps, places))
        return to

    def cprof(self, *args, **env):
        r = self.cprof_of(*args, folder=self.folder, **env)
        check(not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", r.stderr), "control bytes: %r" % r.stderr)
        return r

    def raw(self, *args, **env):
        """What it prints; it must not fail."""
        r = self.cprof("-raw", *args, **env)
        check(r.returncode == 0, "%s: status %d: %s" % (args, r.returncode, r.stderr))
        return r

    def named(self, what, *args, **env):
        """mill_grind and its line are named, and nothing is complained of."""
        r = self.raw(*args, **env)
        check(re.search(r"\bmill_grind \S*mill\.c:\d\d:", r.stdout), "%s: no names: %s %s" % (
            what, r.stderr, r.stdout[-600:]))
        check(r.stderr == "", "%s: it says %r" % (what, r.stderr))
        return r.stdout

    def unnamed(self, what, *args, **env):
        """No names; gives what it says."""
        r = self.raw(*args, **env)
        check("mill_" not in r.stdout, "%s: names: %s" % (what, r.stdout[-600:]))
        return r.stderr


# --- where binaries are looked for

def test_layouts(case):
    """Each place below a folder of PPROF_BINARY_PATH, the second of two."""
    p = case.program()
    profile = case.profile(p)
    places = [(p.build_id, "grist"), (p.build_id, "another-name"), (ELSEWHERE[1:], p.build_id),
              (p.build_id[:2], p.build_id[2:] + ".debug"), ("grist",), (ELSEWHERE[1:],), (ELSEWHERE[1:] + ".debug",),
              ("nowhere/bin/.debug/grist.debug",), ("usr/lib/debug/nowhere/bin/grist.debug",)]
    for i, place in enumerate(places):
        folder = case.path("path%d" % i)
        to = case.put(p.path, folder, *place)
        text = case.named("/".join(place), profile, PPROF_BINARY_PATH=case.path("empty") + ":" + folder)
        has(text, " %s " % to)
    case.put(p.path, "pprof", "binaries", "grist")
    case.named("$HOME/pprof/binaries", profile)


def test_the_file_itself(case):
    p = case.program()
    case.named("the mapping's own file", case.profile(p, file=p.path))
    case.named("no build ID in the profile", case.profile(p, file=p.path, build_id=""))


def test_debug_files_in_the_path(case):
    """A stripped program where it was, and its debug file in a folder of PPROF_BINARY_PATH."""
    p = case.program("c -O2 gcc")
    stripped, debug = case.path("stripped", "mill"), case.path("debug", ".build-id", p.build_id[:2], p.build_id[2:] + ".debug")
    os.makedirs(os.path.dirname(stripped))
    os.makedirs(os.path.dirname(debug))
    subprocess.run(["objcopy", "--only-keep-debug", p.path, debug], check=True)
    subprocess.run(["strip", "-o", stripped, p.path], check=True)
    profile = case.profile(p, file=stripped)
    check("mill.c" not in case.raw(profile).stdout, "lines from nowhere")
    folder = case.path("debug")
    case.named("PPROF_BINARY_PATH/.build-id", profile, PPROF_BINARY_PATH=folder)
    for report in "-disasm=^mill_grind$", "-weblist=^mill_grind$":
        r = case.cprof(report, "-output=" + case.path("out"), profile, PPROF_BINARY_PATH=folder)
        with open(case.path("out"), encoding="utf-8") as f:
            has(f.read(), "mill_grind", "ret")
        check("No symbols" not in r.stderr, "%s: it says %r" % (report, r.stderr))
    # As LLVM has it, without .build-id.
    os.rename(case.path("debug", ".build-id"), case.path("llvm"))
    case.named("ab/cdef.debug", stripped, profile, PPROF_BINARY_PATH=case.path("llvm"))


def test_debug_link_of_another_file(case):
    """Without a build ID a debug file counts when its check sum is the one in the program, and in no other case."""
    p = case.program("c -O2 no build ID gcc")
    check(p.build_id == "", "there is a build ID")
    profile = case.profile(p, file=p.path)
    has(case.raw(profile).stdout, " mill_grind ", "mill.c:")
    with open(p.path + ".debug", "ab") as f:
        f.write(b"\0")
    case.unnamed("a debug file with another check sum", profile)


def test_alternate_file(case):
    """
    What programs share may be in a file that .gnu_debugaltlink names, with its build ID: a file that is not there,
    or another than it should be, or no file at all, takes nothing from what the program says itself.
    """
    p, other = case.program(), case.program("c -O0 gcc")
    os.mkfifo(case.path("pipe"))
    shared = case.put(other.path, "shared.debug")
    names = [(shared, other.build_id), ("../shared.debug", other.build_id), (shared, p.build_id), ("/nowhere/shared", other.build_id),
             (case.path("pipe"), other.build_id), ("", other.build_id), (shared, ""), (shared, "00" * 60), ("/dev/zero", "11")]
    for i, (name, build_id) in enumerate(names):
        with open(case.path("link"), "wb") as f:
            f.write(name.encode() + b"\0" + bytes.fromhex(build_id))
        to = case.put(p.path, "linked%d" % i, "grist")
        programs.run([programs.tool("objcopy"), "--add-section", ".gnu_debugaltlink=" + case.path("link"), to])
        case.named("an alternate file %r of build ID %r" % (name, build_id), case.profile(p, file=to))


def test_debug_information_alone(case):
    """Names and lines, but no code to take apart: a line says so."""
    p = case.program("c -O2 gcc")
    os.makedirs(case.path("path"))
    subprocess.run(["objcopy", "--only-keep-debug", p.path, case.path("path", "grist.debug")], check=True)
    os.rename(case.path("path", "grist.debug"), case.path("path", "grist"))
    profile = case.profile(p)
    case.named("a debug file", profile, PPROF_BINARY_PATH=case.path("path"))
    r = case.cprof("-disasm=^mill_grind$", profile, PPROF_BINARY_PATH=case.path("path"))
    check(r.returncode == 2 and r.stdout == "", "status %d: %s" % (r.returncode, r.stdout))
    has(r.stderr, "grist: debug information alone", "cprof BINARY PROFILE")


def test_on_the_command_line(case):
    p = case.program()
    case.named("BINARY PROFILE", p.path, case.profile(p))
    case.named("BINARY PROFILE without build ID", p.path, case.profile(p, build_id=""))
    q = case.program("c -O2 no-pie gcc")
    profile = case.profile(q, mappings=False)
    case.named("no mappings", q.path, profile)
    for report in "-disasm=^mill_grind$", "-weblist=^mill_grind$":
        r = case.cprof(report, "-output=" + case.path("out"), q.path, profile)
        check(r.returncode == 0, "%s of a profile without mappings: %s" % (report, r.stderr))


def test_mismatch(case):
    """Another build of the program is refused, with a line, and the search goes on."""
    p, other = case.program(), case.program("c -O0 gcc")
    profile = case.profile(p)
    case.put(other.path, "wrong", "grist")
    case.put(p.path, "right", "grist")
    said = case.unnamed("another build", profile, PPROF_BINARY_PATH=case.path("wrong"))
    has(said, "wrong/grist", p.build_id, other.build_id)
    r = case.raw(profile, PPROF_BINARY_PATH=case.path("wrong") + ":" + case.path("right"))
    has(r.stdout, "mill_grind", "right/grist")
    has(r.stderr, "wrong/grist", other.build_id)
    said = case.unnamed("its own file is another build", case.profile(p, file=other.path))
    has(said, p.build_id, other.build_id)


def test_missing(case):
    """One line names the file and says what to try; the report is there."""
    p = case.program()
    profile = case.profile(p)
    said = case.unnamed("a missing binary", profile)
    check(said.count("\n") == 1, "not one line: %r" % said)
    has(said, "grist", "PPROF_BINARY_PATH")
    said = case.unnamed("a name with a NUL byte", case.profile(p, file="/bin/gr\0ist"))
    has(said, "/bin/gr\\x00ist (build ID %s): its name is none of a file" % p.build_id, "PPROF_BINARY_PATH")
    check(case.unnamed("-symbolize=none", "-symbolize=none", profile) == "", "-symbolize=none complains")


def test_libraries(case):
    """A program and a library that is loaded elsewhere; one that is missing does not hide the other's names."""
    p, lib = case.program(), case.program("lib -O2 clang")
    r = case.raw(case.profile((p, p.path), (lib, lib.path)))
    has(r.stdout, " mill_grind ", " mill_lib ", " mill_hidden ")
    r = case.raw(case.profile((p, ELSEWHERE), (lib, lib.path)))
    has(r.stdout, " mill_lib ")
    check("mill_grind" not in r.stdout, "names of a file that is not there")


def test_none(case):
    """-symbolize=none names nothing, but says where the binary is, as pprof does."""
    p = case.program()
    to = case.put(p.path, "path", "grist")
    r = case.raw("-symbolize=none", case.profile(p), PPROF_BINARY_PATH=case.path("path"))
    check("mill_" not in r.stdout and r.stderr == "", "names: %s %s" % (r.stdout[-600:], r.stderr))
    has(r.stdout, to)


def test_fast(case):
    """-symbolize=fastlocal: names of symbols, and no lines."""
    p = case.program()
    r = case.raw("-symbolize=fastlocal", case.profile(p, file=p.path))
    has(r.stdout, " mill_grind ")
    check("mill.c" not in r.stdout and "mill_turn" not in r.stdout, "lines: %s" % r.stdout[-600:])
    # gperftools has one mapping for a program that is loaded where it was linked to be, from its first byte on.
    p = case.program("c -O2 no-pie gcc")
    with open(case.path("whole.pb.gz"), "wb") as f:
        whole = (p.start - p.offset, p.limit, 0, p.path, "")
        f.write(programs.profile([whole], [(a, 1) for a, _ in p.addresses[::50]]))
    r = case.raw("-symbolize=fastlocal", case.path("whole.pb.gz"))
    has(r.stdout, " mill_")
    check("mill.c" not in r.stdout and "mill_turn" not in r.stdout, "lines: %s" % r.stdout[-600:])


# --- names that lead astray

def test_devices(case):
    """What is no regular file is not opened: nothing waits for a pipe, nor reads without an end."""
    os.mkfifo(case.path("pipe"))
    os.mkdir(case.path("folder"))
    os.symlink(case.path("loop"), case.path("loop"))
    p = case.program()
    more = ["/dev/zero", "/dev/tty", "/dev/stdin", "/proc/self/mem", "/proc/kmsg", "/sys/kernel/debug",
            case.path("pipe"), case.path("folder"), case.path("loop"), "/", ".", "", "//anon", "/SYSV00000000 (deleted)",
            "/dev/shm/../zero", "[vdso]", "[heap]", "[stack]", "[kernel.kallsyms]", "[vsyscall]", "linux-vdso.so.1"]
    # Who writes to a pipe waits for somebody to open it.
    with subprocess.Popen(["sh", "-c", "echo x >pipe"], cwd=case.folder) as writer:
        try:
            time.sleep(0.1)
            r = case.raw(case.profile((p, p.path), more=more))
            time.sleep(0.1)
            check(writer.poll() is None, "a pipe was opened")
        finally:
            writer.kill()
    has(r.stdout, " mill_grind ")
    os.makedirs(case.path("path"))
    os.mkfifo(case.path("path", "grist"))
    has(case.unnamed("a pipe", case.profile(p), PPROF_BINARY_PATH=case.path("path")), "grist")


def test_build_ids_that_are_paths(case):
    """A build ID is no way out of the folder that is searched."""
    p = case.program()
    case.put(p.path, "outside", "grist")
    os.mkdir(case.path("path"))
    for bad in ("../outside", "..", "../../" + case.folder[1:] + "/outside", case.path("outside"), "*", "?", "[a-z]*",
                "a\x1b[31mb", "." * 5000):
        said = case.unnamed("build ID %r" % bad[:40], case.profile(p, build_id=bad), PPROF_BINARY_PATH=case.path("path"))
        check("mismatch" not in said, "it looked at a file for build ID %r: %r" % (bad[:40], said))


def test_broken_binaries(case):
    """Files that are no binaries, or half of one: no names, no crash, a line."""
    p = case.program()
    with open(p.path, "rb") as f:
        whole = f.read()
    for i, b in enumerate((b"", b"\x7fELF", whole[:64], whole[:1000], whole[:len(whole) // 2], b"\x7fELF" + b"\xff" * 9000,
                           b"#!/bin/sh\n", whole[:-1])):
        with open(case.path("broken%d" % i), "wb") as f:
            f.write(b)
        case.raw(case.profile(p, file=case.path("broken%d" % i)))
    check(case.unnamed("an empty file", case.profile(p, file=case.path("broken0"))), "it says nothing of an empty file")


def test_addresses_that_are_none(case):
    """Addresses beside the mapping or beside functions have no names, and those of others are right."""
    p = case.program()
    at = p.build.at
    mapping = (p.start + at, p.limit + at, p.offset, p.path, p.build_id)
    good = next(a for a, s in p.addresses if s == "mill_grind")
    places = [(0, 1), (1, 1), (p.limit + at - 1, 1), (p.limit + at, 1), (2**64 - 1, 1), (good, 1), (p.loaded(good), 1),
              (p.loaded(good), 0)]
    with open(case.path("odd.pb.gz"), "wb") as f:
        f.write(programs.profile([mapping], places))
    text = case.raw(case.path("odd.pb.gz")).stdout
    lines = [line for line in text.splitlines() if re.match(r" *\d+: %#x " % p.loaded(good), line)]
    check(lines and "mill_grind" in lines[0], "no name: %r" % lines)
    check(text.count("mill_grind") <= 2, "too many names: %s" % text[-900:])


# --- servers of debug information

class Debuginfod(http.server.BaseHTTPRequestHandler):
    """What debuginfod says: files by build ID; and what it was asked for."""

    def do_GET(self):
        self.server.asked.append(self.path)
        body = self.server.files.get(self.path)
        self.server.ready.wait()
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        try:
            self.wfile.write(body or b"")
        except ConnectionError:
            pass  # who asked has gone: the time was up

    def log_message(self, *args):
        pass


def test_debuginfod(case):
    if ctypes.util.find_library("debuginfod") is None:
        raise programs.Missing("libdebuginfod")
    p = case.program()
    profile = case.profile(p)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Debuginfod)
    server.asked, server.ready = [], threading.Event()
    server.ready.set()
    with open(p.path, "rb") as f:
        server.files = {"/buildid/%s/debuginfo" % p.build_id: f.read()}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    env = {"DEBUGINFOD_URLS": "http://127.0.0.1:%d" % server.server_address[1],
           "DEBUGINFOD_CACHE_PATH": case.path("cache")}
    try:
        check("No symbols" in case.unnamed("without the flag", profile, **env), "nothing is said")
        check(server.asked == [], "it asked without being told to: %r" % server.asked)
        text = case.named("from a server", "-debuginfod=10", profile, **env)
        has(text, " %s " % ELSEWHERE)
        check(len(server.asked) == 1, "asked %r" % server.asked)
        case.named("kept", "-debuginfod=10", profile, **env)
        check(len(server.asked) == 1, "asked again: %r" % server.asked)
        case.named("not needed", "-debuginfod=10", case.profile(p, file=p.path), DEBUGINFOD_URLS="http://127.0.0.1:1")
        # It answers once cprof has ended.
        server.ready.clear()
        env["DEBUGINFOD_CACHE_PATH"] = case.path("cache2")
        said = case.unnamed("not in time", "-debuginfod=1", profile, **env)
        has(said, "No such file or directory, and no server of DEBUGINFOD_URLS had it in time")
        has(case.unnamed("no server named", "-debuginfod=1", profile), "DEBUGINFOD_URLS")
    finally:
        server.ready.set()
        server.shutdown()


# --- names as people write them

def test_demangled(case):
    p = case.program("c++ -O2 g++")
    profile = case.profile(p, file=p.path)
    has(case.raw(profile).stdout, " loft::stack ", " loft::bale::weigh ")
    has(case.raw("-symbolize=demangle=full", profile).stdout, " loft::stack(int) ", " loft::bale::weigh(int) const ")
    has(case.raw("-symbolize=demangle=none", profile).stdout, " _ZN4loft5stackEi ")


def test_reports(case):
    """Names come to all reports, and lines to `list`."""
    p = case.program()
    profile = case.profile(p, file=p.path)
    has(case.cprof("-top", profile).stdout, "mill_grind")
    has(case.cprof("-lines", "-top", profile).stdout, "mill.c:")
    has(case.cprof("-list=mill_check", profile).stdout, "return mill_flour(n + 1) * 3;")


def routines(text):
    """What disasm prints, by the names it has."""
    blocks = text.split("ROUTINE ======================== ")[1:]
    return {block.split("\n")[0]: block for block in blocks}


def test_disasm_together(case):
    """Functions that are near each other are disassembled in one go, and each comes out as if it had been alone."""
    tools = [t for t in map(shutil.which, ("objdump", "llvm-objdump")) if t]
    for build in ("c++ -O2 g++", "c++ -O2 clang++", "c -O1 static gcc"):
        p = case.program(build)
        places = sorted({a for a, s in p.addresses})[::7]
        profile = case.path("all.pb.gz")
        with open(profile, "wb") as f:
            mapping = (p.loaded(p.start), p.loaded(p.limit), p.offset, p.path, p.build_id)
            f.write(programs.profile([mapping], [(p.loaded(a), 1) for a in places]))
        for tool in tools:
            which = "-tools=objdump:" + tool
            together = routines(case.cprof("-disasm=.", which, profile).stdout)
            check(len(together) > 3, "%s, %s: few routines: %s" % (build, tool, list(together)))
            for name, text in together.items():
                alone = routines(case.cprof("-disasm=^%s$" % re.escape(name), which, profile).stdout)
                check(alone.get(name) == text, "%s, %s: together %s, alone %s" % (build, tool, text, alone.get(name)))


def slow_objdump(case):
    """A folder with one that tells when it runs, and then takes long."""
    os.mkdir(case.path("tools"))
    with open(case.path("tools", "objdump"), "w", encoding="utf-8") as f:
        f.write('#!/bin/sh\ncase "$*" in *--version*) echo "GNU objdump 2.40";;\n*) echo >%s; sleep 1000;; esac\n'
                % case.path("runs"))
    os.chmod(case.path("tools", "objdump"), 0o755)
    return case.path("tools")


def wait_for(path):
    until = time.monotonic() + SECONDS
    while not os.path.exists(path):
        check(time.monotonic() < until, "%s does not come" % path)
        time.sleep(0.02)


def test_ctrl_c_while_objdump_runs(case):
    """Nothing is shown, and the prompt is back."""
    p = case.program()
    profile, tools = case.profile(p, file=p.path), slow_objdump(case)
    ours, its = pty.openpty()
    console = case.cprof_of("-tools=" + tools, profile, folder=case.folder, terminal=its)
    said = b""

    def prompt(said):
        while not said.endswith(b"(cprof) "):
            check(select.select([ours], [], [], SECONDS)[0], "nothing more comes after %r" % said)
            said += os.read(ours, 65536)
        return said.decode()

    try:
        prompt(said)
        for report in "disasm", "weblist":
            os.write(ours, b"%s mill_grind >page\r" % report.encode())
            wait_for(case.path("runs"))
            console.send_signal(signal.SIGINT)
            has(prompt(said), "cprof: stopped")
            check(not os.path.exists(case.path("page")), "%s: there is a page" % report)
            os.remove(case.path("runs"))
    finally:
        console.kill()
        console.wait()
        os.close(ours)
        os.close(its)


# --- a console that loads again

def reloaded(case, profile, steps, **env):
    """What raw prints at first, and after each step: a shell command, behind which the profile is loaded again."""
    lines = ["raw >said0"]
    for i, step in enumerate(steps, 1):
        with open(case.path("step%d" % i), "w", encoding="utf-8") as f:
            f.write(step + "\n")
        lines += ["top |sh step%d" % i, "reload", "raw >said%d" % i]
    r = case.cprof("-norc", *[word for line in lines for word in ("-e", line)], profile, **env)
    check(r.returncode == 0, "status %d: %s" % (r.returncode, r.stderr))
    said = []
    for i in range(len(steps) + 1):
        with open(case.path("said%d" % i), encoding="utf-8") as f:
            said.append(f.read())
    return said


def test_reload_asks_for_what_is_new(case):
    """
    Names are not looked up twice in the same file. Who writes other names into it, and sets its time back, cannot be
    told from who does nothing, so that this shows where names come from.
    """
    program = case.put(case.program().path, "kept", "mill")
    with open(case.path("rename.py"), "w", encoding="utf-8") as f:
        f.write("import os\n"
                "st = os.stat('kept/mill')\n"
                "with open('kept/mill', 'r+b') as f:\n"
                "    new = f.read().replace(b'mill_grind', b'mill_grunt')\n"
                "    f.seek(0)\n"
                "    f.write(new)\n"
                "os.utime('kept/mill', ns=(st.st_atime_ns, st.st_mtime_ns))\n")
    first, same, other = reloaded(case, case.profile(case.program(), file=program),
                                  [sys.executable + " rename.py", "touch kept/mill"])
    has(first, " mill_grind ")
    check(first == same, "it reads the file again")
    has(other, " mill_grunt ")
    check(" mill_grind " not in other, "names of a file that was written to")


def test_reload_finds_debug_files(case):
    """A debug file that was missing, and one that is gone again."""
    p = case.program()
    place = case.path("debug", p.build_id[:2])
    os.makedirs(place)
    programs.run([programs.tool("objcopy"), "--only-keep-debug", p.path, case.path("aside")])
    programs.run([programs.tool("objcopy"), "--strip-debug", p.path])
    said = reloaded(case, case.profile(p, file=p.path), [
        "mv aside debug/%s/%s.debug" % (p.build_id[:2], p.build_id[2:]), "true", "rm -r debug/" + p.build_id[:2]],
        PPROF_BINARY_PATH=case.path("debug"))
    check(["mill.c:" in text for text in said] == [False, True, True, False], "lines: %s" % said)


def test_reload_finds_split_information(case):
    """The second files of split DWARF were missing."""
    p = case.program("c -O2 split dwarf-5 gcc")
    profile = case.profile(p, file=p.path)
    complete = case.raw(profile).stdout
    os.mkdir(case.path("aside"))
    moves = []
    for folder, _, names in os.walk(p.folder):
        for name in names:
            if name.endswith(".dwo"):
                os.rename(os.path.join(folder, name), case.path("aside", name))
                moves.append("mv aside/%s %s" % (name, folder))
    check(moves, "there are none")
    first, second = reloaded(case, profile, ["; ".join(moves)])
    check(first != complete, "they are not needed")
    check(second == complete, "they are not found: %s" % second)


def tests():
    return [name for name in globals() if name.startswith("test_")]


def run(name, cprof, folder):
    """(lines to print, did it fail, was it left out)"""
    return outcome(name, globals()[name], cprof, folder)


def outcome(name, test, cprof, folder):
    try:
        test(Case(cprof, folder))
        return ["%-32s holds" % name], False, False
    except programs.Missing as e:
        return ["%-32s skipped, there is no %s" % (name, e)], False, True
    except Failed as e:
        return ["%-32s FAILED: %s" % (name, e)], True, False
