"""hostile.py - a profile all of whose texts try to be something else than text, for tests of pages.

    hostile.write(path)
"""

TEXTS = [b"\"><img src=x onerror=hacked()>", b"</script><script>hacked()</script>", b"javascript:hacked()", b"]]>--></code><iframe src=//x>",
         b"a\x00b", b"\xe2\x80\xaeabc\x1b[31m", b"bad \xff\xfe bytes", b"__proto__", b"'onfocus='hacked()' autofocus='", b"a&lt;b;${hacked()}`"]


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def block(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def write(path):
    """Each text is the name of a type, a function, a file, a binary, a build ID, a label's key and value, a comment."""
    n = len(TEXTS)

    def text(i):
        return 1 + i % n

    out = b"".join(block(1, number(1, text(i)) + number(2, text(i + 1))) for i in range(2))
    for i in range(n):
        labels = block(3, number(1, text(i)) + number(2, text(i + 1))) + block(3, number(1, text(i + 2)) + number(3, 7) + number(4, text(i + 3)))
        out += block(2, number(1, i + 1) + number(1, (i + 1) % n + 1) + number(2, 10 + i) + number(2, 1) + labels)
        out += block(3, number(1, i + 1) + number(2, 4096 * (i + 1)) + number(3, 4096 * (i + 2)) + number(5, text(i)) + number(6, text(i + 1)))
        out += block(4, number(1, i + 1) + number(2, i + 1) + number(3, 4096 * (i + 1)) + block(4, number(1, i + 1) + number(2, 5)))
        out += block(5, number(1, i + 1) + number(2, text(i)) + number(3, text(i + 1)) + number(4, text(i + 2)) + number(5, 1))
        out += number(13, text(i))
    out += block(6, b"") + b"".join(block(6, t) for t in TEXTS)
    out += number(14, text(0)) + number(15, text(2))
    with open(path, "wb") as f:
        f.write(out)
