"""profiles.py - writes a profile with names of our choice: one sample a name, with a label."""


def number(n):
    out = b""
    while n > 0x7f:
        out += bytes([n & 0x7f | 0x80])
        n >>= 7
    return out + bytes([n])


def field(tag, value):
    return number(tag << 3) + number(value) if isinstance(value, int) else number(tag << 3 | 2) + number(len(value)) + value


def write_profile(path, names, file=b"/src/a.go"):
    strings = [b"", b"samples", b"count", b"key", file] + names
    out = field(1, field(1, 1) + field(2, 2))
    for i in range(1, len(names) + 1):
        out += field(2, field(1, number(i)) + field(2, number(100 + i)) + field(3, field(1, 3) + field(2, 4 + i)))
        out += field(4, field(1, i) + field(4, field(1, i) + field(2, 7)))
        out += field(5, field(1, i) + field(2, 4 + i) + field(4, 4))
    for s in strings:
        out += field(6, s)
    with open(path, "wb") as f:
        f.write(out)
