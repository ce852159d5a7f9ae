"""recording.py - makes a large recording of perf: the records of a real one, again and again.

Each time their times go on, and the addresses within functions differ, so that most stacks are new.
"""
import os
import shutil
import struct
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.join(os.path.dirname(HERE), "perf", "work.c")
SIZE, QUICK_SIZE = 100_000_000, 1_000_000
SAMPLE, FINISHED_ROUND = 9, 68
CONTEXTS = 1 << 63  # marks in a chain, and the kernel, are above


def make(folder, say, quick):
    """The path of a recording of SIZE bytes; None where perf is missing or may not record."""
    path = os.path.join(folder, "recording.data")
    if os.path.exists(path):
        return path
    if shutil.which("perf") is None:
        return None
    say("making recording.data")
    work, one = os.path.join(folder, "work"), os.path.join(folder, "one.data")
    compiler = os.environ.get("CC", "cc").split()
    subprocess.run(compiler + ["-O1", "-fno-omit-frame-pointer", "-pthread", "-o", work, WORK], check=True)
    record = ["perf", "record", "-q", "-F", "20000", "-g", "-e", "cpu-clock:u", "-o", one, work, "0.2" if quick else "2"]
    if subprocess.run(record, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        return None
    with open(one, "rb") as f:
        data = f.read()
    grown = grow(data, QUICK_SIZE if quick else SIZE)
    with open(path, "wb") as f:
        f.write(grown)
    return path


def records_of(data):
    at = 0
    while at < len(data):
        kind, _, size = struct.unpack_from("<IHH", data, at)
        yield kind, data[at:at + size]
        at += size


def moved(sample, turn):
    """
    A sample of a later turn: ip, pid, tid, time, period, n, chain. Its time goes on, and the leaf moves within 16 bytes, its
    callers' addresses so that each turn is another.
    """
    ip, who, time, period, n = struct.unpack_from("<5Q", sample, 8)
    chain = list(struct.unpack_from("<%dQ" % n, sample, 48))
    for i, address in enumerate(chain):
        if address < CONTEXTS:
            chain[i] = address ^ (turn >> 4 * (i % 2) & 15)
    return sample[:8] + struct.pack("<5Q", ip, who, time + turn * 10**10, period, n) + struct.pack("<%dQ" % n, *chain)


def grow(data, size):
    """A recording of `size` bytes and a few more."""
    at, old = struct.unpack_from("<QQ", data, 40)
    records = list(records_of(data[at:at + old]))
    body = bytearray(b"".join(record for kind, record in records))
    samples = [record for kind, record in records if kind == SAMPLE]
    turn = 1
    while len(body) < size:
        body += b"".join(moved(sample, turn) for sample in samples) + struct.pack("<IHH", FINISHED_ROUND, 0, 8)
        turn += 1
    header, features = bytearray(data[:at]), bytearray(data[at + old:])
    struct.pack_into("<Q", header, 48, len(body))
    for i in range(bin(int.from_bytes(data[72:104], "little")).count("1")):
        place, = struct.unpack_from("<Q", features, 16 * i)
        struct.pack_into("<Q", features, 16 * i, place + len(body) - old)
    return bytes(header) + bytes(body) + bytes(features)
