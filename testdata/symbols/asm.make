#!/usr/bin/env python3
"""asm.make - makes asm.bin, asm.pb.gz and asm.tools/ again, for the tests of disasm and weblist.

usage: testdata/symbols/asm.make

Needs gcc, GNU objdump and llvm-objdump of x86-64. asm.bin is asm.c as a program that is loaded anywhere; in
asm.pb.gz, which has no symbols, it was at 0x7f0000000000. Each of its instructions has samples, called from
_start. asm.tools/ holds two programs that say what the two objdumps said about it, so that tests do not
depend on which of them is there.
"""
import gzip
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = 0x7f0000000000
FLAGS = ["-std=gnu11", "-O2", "-g", "-nostdlib", "-static-pie", "-fPIE", "-fcf-protection=none",
         "-fno-asynchronous-unwind-tables", "-Wl,-z,noseparate-code", "-fdebug-prefix-map=%s=/src/asm" % HERE]
LISTING = ["--disassemble", "--demangle", "--no-show-raw-insn", "--line-numbers"]
SAYS = """#!/bin/sh
# Stands for %s: prints what that printed about asm.bin. Made by asm.make.
here=$(dirname "$0")
file=%s
for word; do
	case $word in
	--version) echo '%s'; exit ;;
	--start-address=*) start=$((${word#*=})) ;;
	--stop-address=*) stop=$((${word#*=})) ;;
	intel|--x86-asm-syntax=intel) file=$file.intel ;;
	esac
done
# The lines of the range; those that are no instructions belong to the next one.
while IFS= read -r line; do
	address=${line%%%%:*}
	address=${address##* }
	case $line in
	' '*:*)
		if [ $((0x$address)) -ge "$start" ] && [ $((0x$address)) -lt "$stop" ]; then
			printf '%%s%%s\\n' "$held" "$line"
		fi
		held= ;;
	*)
		held="$held$line
" ;;
	esac
done <"$here/$file.txt"
"""


def run(*argv):
    return subprocess.run(argv, check=True, capture_output=True, text=True, cwd=HERE).stdout


def varint(n):
    out = bytearray()
    while n > 0x7f:
        out.append(n & 0x7f | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def number(field, n):
    return varint(field << 3) + varint(n)


def body(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def profile():
    code = run("objdump", "-d", "--no-show-raw-insn", "asm.bin")
    addresses = [int(a, 16) for a in re.findall(r"^ +([0-9a-f]+):", code, re.M)]
    symbols = {name: int(at, 16) for at, _, name in (s.split() for s in run("nm", "asm.bin").splitlines())}
    calls = {int(to, 16): int(at, 16) + 5 for at, to in re.findall(r"^ +([0-9a-f]+):\tcall +(\w+)", code, re.M)}
    build_id = re.search(r"Build ID: ([0-9a-f]+)", run("readelf", "-n", "asm.bin")).group(1)
    known = {}
    samples = b""
    for i, address in enumerate(addresses):
        stack, start = [address], max(a for a in symbols.values() if a <= address)
        while start in calls:
            stack.append(calls[start] - 1)
            start = max(a for a in symbols.values() if a <= stack[-1])
        ids = b"".join(varint(known.setdefault(a, len(known) + 1)) for a in stack)
        samples += body(2, body(1, ids) + body(2, varint((i % 5) * 10000000)))
    strings = ["", "cpu", "nanoseconds", "/opt/asm.bin", build_id]
    p = body(1, number(1, 1) + number(2, 2)) + samples
    p += body(3, number(1, 1) + number(2, BASE) + number(3, BASE + 0x1000) + number(5, 3) + number(6, 4))
    for address, i in known.items():
        p += body(4, number(1, i) + number(2, 1) + number(3, BASE + address))
    for s in strings:
        p += body(6, s.encode())
    p += body(11, number(1, 1) + number(2, 2)) + number(12, 10000000)
    with open(os.path.join(HERE, "asm.pb.gz"), "wb") as f:
        f.write(gzip.compress(p, mtime=0))


def tools():
    rows = [("objdump", "gnu", ["-M", "intel"], "GNU objdump 2.40"),
            ("llvm-objdump", "llvm", ["--x86-asm-syntax=intel"], "LLVM version 14.0.6")]
    for name, file, intel, version in rows:
        path = os.path.join(HERE, "asm.tools", file)
        os.makedirs(path, exist_ok=True)
        for syntax, words in (("", []), (".intel", intel)):
            with open(os.path.join(path, file + syntax + ".txt"), "w") as f:
                f.write(run(name, *LISTING, *words, "asm.bin"))
        with open(os.path.join(path, name), "w") as f:
            f.write(SAYS % (name, file, version))
        os.chmod(os.path.join(path, name), 0o755)


run("gcc", *FLAGS, "asm.c", "-o", "asm.bin")
profile()
tools()
