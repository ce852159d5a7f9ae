"""perf_seeds.py - recordings of perf for the fuzz target `perf`: the real ones of testdata, and some made up record by
record. testdata/fuzz/make writes them."""
import gzip
import os
import struct

KERNEL, USER = 2**64 - 128, 2**64 - 512
IP, TID, TIME, ADDR, READ, CHAIN, ID, CPU, PERIOD, STREAM, IDENTIFIER = (1 << b for b in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16))
USUAL = IP | TID | TIME | CHAIN | PERIOD
REAL = ("cpu", "events", "packed", "kernel", "pipe")


def attr(sample_type=USUAL, read_format=0, config=0, kind=1, flags=1 << 18, period=1000):
    return struct.pack("<IIQQQQQ", kind, 64, config, period, sample_type, read_format, flags) + bytes(16)


def record(kind, body, misc=0, size=None):
    return struct.pack("<IHH", kind, misc, len(body) + 8 if size is None else size) + body


def text(name):
    name = name + b"\0"
    return name + bytes(-len(name) % 8)


def trailer(time, pid=7):
    return struct.pack("<IIQ", pid, pid, time)


def mmap(pid, start, size, offset, name, time=0, misc=2):
    return record(1, struct.pack("<IIQQQ", pid, pid, start, size, offset) + text(name) + trailer(time), misc)


def mmap2(pid, start, size, offset, name, time=0, build_id=None, rights=5):
    middle = bytes(24) if build_id is None else struct.pack("<I20s", 20, build_id)
    body = struct.pack("<IIQQQ", pid, pid, start, size, offset) + middle + struct.pack("<II", rights, 2)
    return record(10, body + text(name) + trailer(time), 2 | (0 if build_id is None else 1 << 14))


def comm(pid, name, time=0, misc=0):
    return record(3, struct.pack("<II", pid, pid) + text(name) + trailer(time), misc)


def fork(pid, parent, time=0, misc=0):
    return record(7, struct.pack("<IIIIQ", pid, parent, pid, parent, time) + trailer(time), misc)


def sample(pid, chain, time=1, period=10, misc=2, n=None):
    body = struct.pack("<QIIQQ", chain[0] if chain else 0, pid, pid, time, period)
    return record(9, body + struct.pack("<Q", len(chain) if n is None else n) + struct.pack("<%dQ" % len(chain), *chain), misc)


def file(records, attrs=(attr(),), ids=(), features=(), size=None):
    """A file: the ids of each event, the attributes, the records, the features (number, bytes)."""
    ids = list(ids) + [()] * (len(attrs) - len(ids))
    front, table = b"", b""
    for a, some in zip(attrs, ids):
        table += a + struct.pack("<QQ", 104 + len(front), 8 * len(some))
        front += struct.pack("<%dQ" % len(some), *some)
    data = 104 + len(front) + len(table)
    bits = sum(1 << number for number, body in features)
    header = b"PERFILE2" + struct.pack("<QQQQQQQQ", 104, len(attrs[0]) + 16, 104 + len(front), len(table), data,
                                       len(records) if size is None else size, 0, 0) + bits.to_bytes(32, "little")
    at = data + len(records) + 16 * len(features)
    parts = b""
    for number, body in features:
        parts += struct.pack("<QQ", at, len(body))
        at += len(body)
    return header + front + table + records + parts + b"".join(body for number, body in features)


def pipe(records, attrs=(attr(),)):
    return b"PERFILE2" + struct.pack("<Q", 16) + b"".join(record(64, a + struct.pack("<Q", i + 1))
                                                         for i, a in enumerate(attrs)) + records


MAPS = mmap2(7, 0x1000, 0x4000, 0, b"/bin/prog") + mmap(7, 0x8000, 0x1000, 0x1000, b"/lib/x.so")
STACK = sample(7, [USER, 0x1234, 0x8010, 0x99999])
BUILD_ID = struct.pack("<iB19sI", 7, 1, bytes(19), 20) + text(b"/bin/prog")
EVENT_DESC = struct.pack("<III", 2, 64, 0) + bytes(60) + struct.pack("<II", 0, 8) + b"cycles\0\0" + bytes(64) + \
    struct.pack("<II", 0, 16) + b"sched:switch\0\0\0\0"
GROUP = USUAL & ~CHAIN | READ | ID


def group(pid, time, *counters):
    pairs = b"".join(struct.pack("<QQ", value, number) for value, number in counters)
    return record(9, struct.pack("<QIIQQQQ", 0x1500, pid, pid, time, counters[0][1], 5, len(counters)) + pairs, 2)


MADE = {
    "whole": file(MAPS + STACK + STACK),
    "order": file(sample(7, [0x1004], 9) + mmap2(7, 0x1000, 0x10, 0, b"/new", 5) + MAPS + record(68, b"") +
                  sample(7, [0x1005], 4) + record(68, b"") + record(68, b"")),
    "overlaps": file(MAPS + mmap(7, 0x2000, 0x1000, 0, b"/mid") + mmap(7, 0x4800, 0x5000, 0, b"/end") +
                     mmap(7, 0x3000, 2**64 - 1, 0, b"/wraps") + mmap(7, 5, 0, 0, b"/none") +
                     sample(7, [0x1fff, 0x2001, 0x3001, 0x4801, 0x8801])),
    "data": file(MAPS + b"".join(mmap2(7, 0x100000 * i, 0x1000, 0, b"//anon", rights=3) for i in range(1, 100)) +
                 mmap2(7, 0x2000, 0x1000, 0, b"/data", rights=1) + sample(7, [0x1001, 0x2002, 0x100001])),
    "forks": file(MAPS + comm(7, b"one") + fork(8, 7) + fork(8, 8) + fork(9, 8, 0, 1 << 13) + comm(8, b"two", 0, 1 << 13) +
                  mmap(8, 0x1000, 0x10, 0, b"/other") + sample(8, [0x1004]) + sample(9, [0x1004]) + sample(7, [0x1004]) +
                  record(4, struct.pack("<IIIIQ", 8, 7, 8, 7, 3) + trailer(3))),
    "kernel": file(mmap(2**32 - 1, 2**63, 2**40, 2**63, b"[kernel.kallsyms]_text", 0, 1) + MAPS +
                   sample(7, [KERNEL, 2**63 + 5, 2**62, USER, 0x1234], 1, 2, 1) + sample(7, [], 1, 2, 1) + sample(7, [], 1, 2, 5)),
    "marks": file(MAPS + sample(7, [2**64 - 4095, 1, 2**64 - 2048, 2, USER, USER, KERNEL]) + sample(7, [USER])),
    "chain-too-long": file(MAPS + sample(7, [1, 2], n=2**61 + 2)),
    "sample-cut": file(record(9, bytes(20))),
    "size-0": file(MAPS + record(9, b"", 0, 0) + STACK),
    "size-beyond": file(MAPS + record(9, b"", 0, 65535)),
    "unfinished": file(MAPS + STACK + STACK[:50], size=0),
    "no-event": file(STACK, attrs=(attr(USUAL | IDENTIFIER), attr(USUAL | IDENTIFIER)), ids=((1, 2), (3, 3))),
    "features": file(MAPS + STACK, features=((2, record(0, BUILD_ID, 1 << 15 | 2) + record(0, b"x" * 40, 1) + record(0, b"", 0, 4)),
                                             (12, EVENT_DESC), (200, b"?"))),
    "features-cut": file(MAPS + STACK, features=((2, record(0, BUILD_ID)[:30]), (12, EVENT_DESC[:40])))[:-20],
    "build-ids": file(mmap2(7, 0x1000, 0x4000, 0, b"/a", 0, b"\1" * 20) + mmap2(8, 0x1000, 0x4000, 0, b"/a", 0, b"\2" * 20) +
                      sample(7, [0x1001]) + sample(8, [0x1001])),
    "group": file(group(7, 1, (5, 1), (9, 2)) + group(7, 2, (6, 1), (9, 2), (1, 77)) + group(7, 3, (2, 1)),
                  attrs=(attr(GROUP, 12), attr(GROUP, 12, 2)), ids=((1,), (2,))),
    "group-too-long": file(record(9, struct.pack("<QIIQQQQ", 1, 7, 7, 1, 1, 5, 2**60)), attrs=(attr(GROUP, 31), attr(GROUP, 31))),
    "lost": file(record(2, struct.pack("<QQ", 1, 5)) + record(13, struct.pack("<Q", 2**64 - 1)) + STACK),
    "hostile": file(comm(7, b"\x1b[2J\xff\n;") + mmap(7, 0x1000, 0x1000, 0, b"/bin/\x1b]0;x\x07") + STACK),
    "pipe": pipe(record(78, struct.pack("<QQ", 2, 1) + text(b"cycles:uk")) + record(67, BUILD_ID, 1 << 15) + MAPS + STACK +
                 record(80, struct.pack("<Q", 12) + EVENT_DESC) + record(71, struct.pack("<Q", 16)) + bytes(16) +
                 record(66, struct.pack("<II", 5, 0)) + bytes(8) + STACK),
    "pipe-late": pipe(MAPS + STACK + record(64, bytes(10))),
    "packed-broken": file(record(81, b"\x28\xb5\x2f\xfd" + b"\xff" * 40)),
    "packed-length": file(record(83, struct.pack("<Q", 2**63) + b"\x28\xb5\x2f\xfd")),
    "front-far": file(STACK)[:40] + struct.pack("<Q", 2**40) + file(STACK)[48:],
    "attr-far": file(STACK)[:24] + struct.pack("<Q", 2**63) + file(STACK)[32:],
    "attr-short": file(STACK)[:16] + struct.pack("<Q", 40) + file(STACK)[24:],
}


def seeds(testdata):
    """Names and bytes."""
    for name in REAL:
        with gzip.open(os.path.join(testdata, "loom.%s.perf.data.gz" % name)) as f:
            yield "real-" + name, f.read()
    yield from MADE.items()
