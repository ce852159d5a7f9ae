"""pyroscope - answers as Grafana Pyroscope does, as far as its public API says.

A real Pyroscope is not there for tests. This one takes the messages apart by itself, refuses what the API
does not have, and answers by what was asked.
"""
import gzip
import json
import time

SERVICE = "/querier.v1.QuerierService/"
CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds"
MEMORY = "memory:alloc_space:bytes:space:bytes"
SERVICES = ["checkout", "shop", "a'b\"c\\d & e", "\x1b[2Jhostile"]


def decode(message):
    """A message's fields: number -> value, an int or bytes. No field may be there twice."""
    fields, at = {}, 0

    def varint():
        nonlocal at
        value, shift = 0, 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7f) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        tag = varint()
        assert tag >> 3 not in fields and tag & 7 in (0, 2), "tag %d" % tag
        value = varint()
        if tag & 7 == 2:
            assert at + value <= len(message), "cut off"
            value, at = message[at:at + value], at + value
        fields[tag >> 3] = value
    return fields


def refuse(h, status, code, message):
    h.answer(json.dumps({"code": code, "message": message}).encode(), status, "application/json")


def of_api(answer):
    """A method of the API: checks how it is asked, and calls answer(h, fields)."""
    def method(h):
        body = h.server.asked[-1][2]
        if h.headers["Content-Type"] != "application/proto" or h.headers["Connect-Protocol-Version"] != "1":
            h.answer(b"", 415)
        elif h.server.values.get("tenant") not in (None, h.headers["X-Scope-OrgID"]):
            refuse(h, 401, "unauthenticated", "no org id")
        else:
            answer(h, decode(body))
    return method


def profile_of(field, profile, data):
    def merge(h, m):
        assert set(m) == {1, 2, 3, 4}, m
        kind, labels = m[1].decode(), m[2].decode()
        if kind != CPU and kind != MEMORY:
            refuse(h, 400, "invalid_argument", 'unknown profile type "%s"' % kind)
        elif m[4] > (time.time() + 3600) * 1000:
            refuse(h, 429, "resource_exhausted", "the query time range exceeds the limit (max: 1h)")
        elif "nobody" in labels:
            # What Pyroscope says when nothing matches: the time, and nothing else; or not even that.
            h.answer(b"" if "nobody2" in labels else field(9, m[4] * 10**6) + field(10, (m[4] - m[3]) * 10**6),
                     kind="application/proto")
        elif "page" in labels:
            h.answer(b"<html><title>Sign in</title></html>", kind="text/html")
        elif "endless" in labels:
            h.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/proto\r\n\r\n" + profile(["samples"]))
            h.until_gone(field(13, 1) * 100000)
        elif "gzip" in labels:
            assert h.headers["Accept-Encoding"] == "gzip"
            h.answer(gzip.compress(data("shop.cpu.pb")), kind="application/proto", Content_Encoding="gzip")
        else:
            h.answer(data("shop.cpu.pb" if kind == CPU else "shop.heap.pb.gz"), kind="application/proto")
    return merge


def lists_of(field):
    def types(h, m):
        assert set(m) == {1, 2} and m[2] > m[1], m
        rows = [] if m[1] < 10**12 else [MEMORY, CPU, "x\x1b[31m:a:b:c:d"]
        h.answer(b"".join(field(1, field(1, row.encode()) + field(2, b"name") + field(4, b"type")) for row in rows),
                 kind="application/proto")

    def services(h, m):
        assert set(m) == {1, 3, 4} and m[1] == b"service_name", m
        h.answer(b"".join(field(1, row.encode()) for row in SERVICES), kind="application/proto")
    return types, services


def methods(field, profile, data, to, text, silent):
    """Path -> what answers. With a path before it each method can be elsewhere, or something else."""
    types, services = lists_of(field)
    rows = {SERVICE + "SelectMergeProfile": of_api(profile_of(field, profile, data)),
            SERVICE + "ProfileTypes": of_api(types), SERVICE + "LabelValues": of_api(services)}
    rows.update({"/below/it" + path: answer for path, answer in list(rows.items())})
    for name, answer in (("moved", to(SERVICE + "SelectMergeProfile", 307)),
                         ("lost", to(SERVICE + "SelectMergeProfile", 302)),
                         ("other", to("http://127.0.0.1:%(other)s" + SERVICE + "SelectMergeProfile", 308)),
                         ("guarded", text(401, b"<html>who are you?</html>", "text/html")),
                         ("forbidden", text(403, b"")), ("damaged", text(500, b'{"code":"internal","message', "application/json")),
                         ("odd", text(400, b'{"code":"odd"}', "application/json")), ("silent", silent)):
        rows["/" + name + SERVICE + "SelectMergeProfile"] = answer
    rows["/rubbish" + SERVICE + "ProfileTypes"] = text(200, b"<html>no list</html>", "text/html")
    rows["/long" + SERVICE + "ProfileTypes"] = text(200, b"\x0a\x03\x0a\x01x" * (1 << 19))
    return rows
