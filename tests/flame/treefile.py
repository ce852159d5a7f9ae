"""treefile - reads the bytes that a page's flame graph is made of (src/flame/flame-data.h). Written from the
description there; it shares nothing with cprof, and accepts nothing that the description does not allow."""
import json


class Bad(Exception):
    """The bytes are not what the description says."""


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def varint(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                if byte == 0 and shift > 7:
                    raise Bad("a number is longer than it need be")
                return value

    def signed(self):
        value = self.varint()
        return value >> 1 if value & 1 == 0 else -(value >> 1) - 1

    def bytes(self, n):
        if self.at + n > len(self.data):
            raise Bad("the end comes too early")
        self.at += n
        return self.data[self.at - n:self.at]


def read_strings(r):
    texts, before = [], b""
    for i in range(r.varint()):
        shared = r.varint()
        if shared > len(before):
            raise Bad("a string shares more than there is")
        text = before[:shared] + r.bytes(r.varint())
        if (text <= before) if i else text:
            raise Bad("strings are not in order")
        texts.append(text.decode("utf-8"))
        before = text
    return texts


class Tree:
    """Columns by frame: depth, entry, self, before (or None), hidden (levels below a folded frame)."""

    def __init__(self, r, n_entries, compared):
        self.n = r.varint()
        folded = r.varint()
        self.depth, self.entry, self.before = [0], [0], None
        for _ in range(self.n - 1):
            depth = self.depth[-1] + 1 - r.varint()
            if depth < 1:
                raise Bad("a frame is not below the whole")
            self.depth.append(depth)
        for _ in range(self.n - 1):
            entry = r.varint()
            if not 0 < entry < n_entries:
                raise Bad("there is no such entry")
            self.entry.append(entry)
        self.self = [r.signed() for _ in range(self.n)]
        if compared:
            self.before = [r.signed() for _ in range(self.n)]
        self.hidden, at = [0] * self.n, 0
        for _ in range(folded):
            at += r.varint()
            self.hidden[at] = r.varint()
            if self.hidden[at] == 0 or (at + 1 < self.n and self.depth[at + 1] > self.depth[at]):
                raise Bad("a folded frame hides nothing, or has children")

    def cum(self, column):
        """The sums over subtrees."""
        sums, path = list(column), []
        parent = [0] * self.n
        for i in range(self.n):
            path[self.depth[i]:] = [i]
            if i:
                parent[i] = path[self.depth[i] - 1]
        for i in range(self.n - 1, 0, -1):
            sums[parent[i]] += sums[i]
        return sums

    def widths(self):
        if self.before is None:
            return self.cum([abs(v) for v in self.self])
        return self.cum([max(abs(a), abs(b)) for a, b in zip(self.self, self.before)])


class TreeFile:
    """header; groups: (name, hue, tone); entries: dicts; trees: by type."""

    def __init__(self, data):
        r = Reader(data)
        if r.bytes(8) != b"cprofFT1":
            raise Bad("another format")
        self.header = json.loads(r.bytes(r.varint()).decode("utf-8"))
        self.strings = strings = read_strings(r)
        self.groups = [(strings[r.varint()], r.varint(), r.varint()) for _ in range(r.varint())]
        n = r.varint()
        columns = [[r.varint() for _ in range(n)] for _ in range(6)]
        self.entries = [
            {"name": strings[name], "file": strings[file], "line": line, "group": self.groups[group],
             "label": strings[label], "inlined": {0: False, 1: True}[inlined]}
            for name, file, line, group, label, inlined in zip(*columns)]
        compared = self.header.get("compared", False)
        self.trees = [Tree(r, n, compared) for _ in self.header["types"]]
        if r.at != len(data):
            raise Bad("there is more behind the end")
