"""names.py - what functions are called that have several names, and stubs of calls: from addresses to names.

In: `cprof`, a function that runs it (see run), and a folder for each test. Out: what does not hold. What is
right is worked out here from what `readelf` and `objdump` say of the same file.
"""
import collections
import os
import re

import programs
from finding import check, outcome

PREFERRED = {"mint": "mint", "thyme": "thyme", "sage": "sage", "basil": "basil_impl",
             "dill": "dill", "chive": "chive"}  # of mint.c

LIBC = "/lib/x86_64-linux-gnu/libc.so.6"


def functions(path):
    """{(address, size): [(name, is local)]} of functions."""
    found = collections.defaultdict(list)
    for line in programs.run([programs.tool("readelf"), "-sW", path]).splitlines():
        f = line.split()
        if len(f) == 8 and f[3] in ("FUNC", "IFUNC") and f[6] != "UND" and int(f[2], 0) > 0:
            found[int(f[1], 16), int(f[2], 0)].append((f[7], f[4] == "LOCAL"))
    return found


def plain(name):
    return name.split("@")[0]


def obscurity(name, local):
    """The lower, the better known."""
    internal = bool(re.match("__GI_", name)) or plain(name).endswith(("_impl", "_internal"))
    old = "@" in name and "@@" not in name
    return internal, 2 if local else int(old), len(plain(name)) - len(plain(name).lstrip("_"))


def best(names):
    """The names of one address that are as well known as any."""
    least = min(obscurity(*n) for n in names)
    return {plain(n) for n, local in names if obscurity(n, local) == least}


def outermost(case, path, addresses, *args):
    """{address: what cprof says}, for addresses in a file."""
    elf = programs.Elf(path)
    offset, start, limit = elf.code()
    written = case.path("profile.pb.gz")
    with open(written, "wb") as f:
        f.write(programs.profile([(start, limit, offset, path, "")], [(a, 1) for a in addresses]))
    text = case.cprof("-symbolize=demangle=none", *args, "-raw", written).stdout
    found = {}
    for line in text.split("\nLocations\n")[1].split("\nMappings\n")[0].splitlines():
        m = re.fullmatch(r" *\d+: 0x([0-9a-f]+) M=1 (\S*).*", line)
        at = int(m.group(1), 16) if m else at
        found[at] = m.group(2) if m else line.split()[0]
    return found


def made(case, name, *args, source="mint.c", compiler="gcc"):
    path = case.path(name)
    programs.run([programs.tool(compiler), *args, "-o", path, os.path.join(programs.HERE, source)])
    return path


def check_mint(case, path, table, expect_source):
    names = functions(table)
    said = outermost(case, path, [a + 1 for a, _ in names])
    seen = set()
    for (address, _), aliases in names.items():
        for herb, right in PREFERRED.items():
            if any(plain(n).lstrip("_") in (herb, herb + "_impl", herb + "_internal") for n, _ in aliases):
                check(said[address + 1] == right, "%s: %s is called %r" % (path, right, said[address + 1]))
                seen.add(herb)
        if any(n == "parsley64" for n, _ in aliases):
            right = ("parsley_of_the_garden",) if expect_source else ("parsley_of_the_garden", "parsley64")
            check(said[address + 1] in right, "%s: parsley is called %r" % (path, said[address + 1]))
    check(len(seen) == len(PREFERRED), "%s: only %s were seen" % (path, seen))


def test_names_of_one_address(case):
    """With debug information, without it, with it in a file of its own, static, and stripped to what is exported."""
    for compiler in ("gcc", "clang"):
        flags = ["-O2", "-fno-inline"] + (["-fno-ipa-icf"] if compiler == "gcc" else [])
        path = made(case, compiler + "-g", "-g", *flags, compiler=compiler)
        check_mint(case, path, path, True)
        path = made(case, compiler + "-plain", *flags, compiler=compiler)
        check_mint(case, path, path, False)
        path = made(case, compiler + "-static", "-static", *flags, compiler=compiler)
        check_mint(case, path, path, False)
        path = made(case, compiler + "-apart", "-g", *flags, compiler=compiler)
        objcopy = programs.tool("objcopy")
        programs.run([objcopy, "--only-keep-debug", path, path + ".debug"])
        table = case.put(path, compiler + "-whole")
        programs.run([objcopy, "--strip-all", path])
        programs.run([objcopy, "--add-gnu-debuglink=" + path + ".debug", path])
        check_mint(case, path, table, True)


def test_pieces_have_one_name(case):
    """chive and its cold part are one function."""
    path = made(case, "whole", "-g", "-O2", "-freorder-functions", "-freorder-blocks-and-partition")
    cold = [a for (a, _), names in functions(path).items() if any(n.endswith("internal.cold") for n, _ in names)]
    check(cold, "gcc made no chive.cold")
    check(outermost(case, path, cold)[cold[0]] == "chive.cold", "the piece is not chive.cold")
    programs.run([programs.tool("objcopy"), "--only-keep-debug", path, path + ".debug"])
    programs.run([programs.tool("objcopy"), "--strip-all", path])
    programs.run([programs.tool("objcopy"), "--add-gnu-debuglink=" + path + ".debug", path])
    check(outermost(case, path, cold)[cold[0]] == "chive", "the piece is not chive")


def test_names_of_libc(case):
    """As its debug symbols are installed, or from what it exports: no name that is worse known than another."""
    if not os.path.exists(LIBC):
        raise programs.Missing(LIBC)
    build_id = programs.Elf(LIBC).build_id()
    debug = "/usr/lib/debug/.build-id/%s/%s.debug" % (build_id[:2], build_id[2:])
    names = functions(debug if os.path.exists(debug) else LIBC)
    said = outermost(case, LIBC, [a for a, _ in names], "-symbolize=fastlocal")
    for (address, size), aliases in names.items():
        if any(a == address and s > size for a, s in names):
            continue
        check(said.get(address) in best(aliases), "%#x of libc is %r, its names are %s" % (
            address, said.get(address), [n for n, _ in aliases]))
    if os.path.exists(debug):
        for name in ("malloc", "free", "sbrk", "munmap", "__libc_start_main", "printf", "open", "strtol"):
            at = next(a for (a, _), aliases in names.items() if name in {plain(n) for n, l in aliases if not l})
            known = outermost(case, LIBC, [at + 4])[at + 4]
            check(known == name, "%s is called %r" % (name, known))


def stubs(path, objdump):
    """{address of an instruction: "function@plt"}, "" between them, as objdump says."""
    found, name = {}, ""
    for line in programs.run([programs.tool(objdump), "-d", path]).splitlines():
        section = re.match(r"Disassembly of section (\S+):", line)
        label = re.match(r"([0-9a-f]+) <(.*)>:", line)
        code = re.match(r"\s*([0-9a-f]+):\s", line)
        if section:
            in_stubs = section.group(1).startswith(".plt")
        elif label:
            name = re.sub("@@?[A-Z0-9._]+@plt", "@plt", label.group(2))
        elif code and in_stubs:
            found[int(code.group(1), 16)] = name if name.endswith("@plt") else ""
    return found


def check_stubs(case, path, objdump="objdump", wanted=("puts", "strcpy", "malloc")):
    right = stubs(path, objdump)
    said = outermost(case, path, sorted(right))
    for address, name in right.items():
        check(name in ("", said[address]) and (said[address] == name or said[address].endswith("@plt")
                                               or said[address] == ""),
              "%s: %#x is %r, not %r" % (path, address, said[address], name))
    for name in wanted:
        check(name + "@plt" in said.values(), "%s: no stub of %s in %s" % (path, name, set(said.values())))


def test_stubs(case):
    """Of programs that are linked in all ways, whole and stripped."""
    strip = programs.tool("strip")
    free = ("free",)  # as its address is taken, its stub is another
    for name, args, wanted in (
            ("lazy", ["-Wl,-z,lazy"], ("puts", "strcpy", "malloc") + free),
            ("now", ["-Wl,-z,now"], ("puts", "strcpy", "malloc") + free),
            ("no-pie", ["-no-pie"], ("puts", "strcpy", "malloc") + free),
            ("marked", ["-fcf-protection", "-Wl,-z,ibtplt,-z,lazy"], ("puts", "strcpy", "malloc")),
            ("marked-now", ["-fcf-protection", "-Wl,-z,ibtplt,-z,now", "-no-pie"], ("puts", "strcpy", "malloc")),
            ("static", ["-static"], ("strcpy",)),
            ("static-pie", ["-static-pie"], ("strcpy",))):
        path = made(case, name, "-O0", *args)
        check_stubs(case, path, wanted=wanted)
        if "static" not in name:
            programs.run([strip, path])
            check_stubs(case, path, wanted=wanted)
    source = case.path("new.cc")
    with open(source, "w", encoding="utf-8") as f:
        f.write("int main() { return *new int(3); }\n")
    path = made(case, "c++", "-O0", source=source, compiler="g++")
    check("_Znwm@plt" in outermost(case, path, sorted(stubs(path, "objdump"))).values(), "no stub of operator new")
    text = case.cprof("-top", "-symbolize=local", case.path("profile.pb.gz")).stdout
    check("operator new@plt" in text, "its name is not demangled: " + text)


def test_stubs_of_aarch64(case):
    """With and without marks for branches and signed addresses."""
    linker, clang = programs.tool("aarch64-linux-gnu-ld"), programs.tool("clang")
    source = case.path("arm.c")
    with open(source, "w", encoding="utf-8") as f:
        f.write("int puts(const char *); char *strcpy(char *, const char *); void *malloc(unsigned long);\n"
                "int f(char *s) { strcpy(s, malloc(3)); return puts(s) + 1; }\n")
    for name, compiled, linked in (("plain", [], []),
                                   ("marked", ["-mbranch-protection=bti"], ["-z", "force-bti"]),
                                   ("signed", ["-mbranch-protection=standard"], ["-z", "force-bti", "-z", "pac-plt"])):
        path = case.path(name)
        programs.run([clang, "--target=aarch64-linux-gnu", "-O1", "-fPIC", *compiled, "-c", "-o", path + ".o", source])
        programs.run([linker, "-shared", *linked, "-o", path, path + ".o"])
        check_stubs(case, path, "llvm-objdump")


def test_disasm_says_names_as_top(case):
    """ROUTINE has the name that the function is known by, demangled."""
    p = case.program("c++ -O2 g++")
    profile = case.profile(p, file=p.path)
    shown = {line.split(None, 5)[5].replace(" (inline)", "") for line in case.cprof("-top", profile).stdout.splitlines()
             if re.match(r" +\d", line)}
    heads = re.findall("^ROUTINE =+ (.*)$", case.cprof("-disasm=.", profile).stdout, re.M)
    check(heads and not [h for h in heads if h.startswith("_Z")], "mangled: %s" % heads)
    check(set(heads) <= shown, "%s are not in top: %s" % (set(heads) - shown, shown))
    path = made(case, "mint", "-O2", "-g", "-fno-inline")
    at = next(a for (a, _), names in functions(path).items() if any(n == "mint" for n, _ in names))
    outermost(case, path, [at])
    for expression in ("mint", "mint_impl"):
        heads = re.findall("^ROUTINE =+ (.*)$", case.cprof("-disasm=^_*%s$" % expression, case.path("profile.pb.gz")).stdout, re.M)
        check(len(heads) == 1, "%s: %s" % (expression, heads))
    check(case.cprof("-disasm=^mint$", case.path("profile.pb.gz")).stdout.count("= mint\n") == 1, "not called mint")


def tests():
    return [name for name in globals() if name.startswith("test_")]


def run(name, cprof, folder):
    """(lines to print, did it fail, was it left out)"""
    return outcome(name, globals()[name], cprof, folder)
