"""servers - servers on loopback for tests/fetch/run: HTTP, HTTPS and HTTP at a Unix socket, good ones and bad.

What a server says goes by the path, see PATHS at the end. Each keeps what it was asked: (path, headers).
"""
import gzip
import http.server
import os
import re
import socketserver
import ssl
import subprocess
import threading
import time
import zlib

import pyroscope

HERE = os.path.dirname(os.path.abspath(__file__))
TESTDATA = os.path.join(os.path.dirname(os.path.dirname(HERE)), "testdata")


def data(name):
    with open(os.path.join(TESTDATA, name), "rb") as f:
        return f.read()


PLAIN, GZIP = data("shop.cpu.pb"), data("shop.cpu.pb.gz")


# --- profiles of our own making

def field(number, value):
    if isinstance(value, int):
        out = bytearray()
        while value > 0x7f:
            out.append(value & 0x7f | 0x80)
            value >>= 7
        out.append(value)
        return bytes([number << 3]) + bytes(out)
    return bytes([number << 3 | 2]) + field(0, len(value))[1:] + value


def profile(types, binary=""):
    """A profile of one sample with these types."""
    strings = ["", "count", "main", binary] + types
    out = b"".join(field(1, field(1, 4 + i) + field(2, 1)) for i in range(len(types)))
    out += field(2, field(1, b"\x01") + field(2, b"\x01" * len(types)))
    out += field(3, field(1, 1) + field(5, 3)) if binary else b""
    out += field(4, field(1, 1) + (field(2, 1) if binary else b"") + field(4, field(1, 1)))
    out += field(5, field(1, 1) + field(2, 2))
    return out + b"".join(field(6, s.encode("utf-8", "surrogateescape")) for s in strings)


def bare(binary=""):
    """A profile of addresses: 0x1010 with a sample of 1, 0x1020 with one of 2, 0x1030 with one of 3."""
    out = field(1, field(1, 1) + field(2, 2))
    for i in (1, 2, 3):
        out += field(2, field(1, bytes([i])) + field(2, bytes([i])))
        out += field(4, field(1, i) + field(2, 1) + field(3, 0x1000 + 16 * i))
    out += field(3, field(1, 1) + field(2, 0x1000) + field(3, 0x2000) + field(5, 3))
    return out + b"".join(field(6, s.encode()) for s in ["", "samples", "count", binary])


# --- the list of profiles, in the form of Go's page

def go_page(rows):
    """rows: (count, href, name as it stands in the page, description)."""
    page = "<html>\n<head>\n<title>/debug/pprof/</title>\n</head>\n<body>\n<table>\n"
    page += "<thead><td>Count</td><td>Profile</td></thead>\n"
    page += "".join("<tr><td>%s</td><td><a href='%s'>%s</a></td></tr>\n" % row[:3] for row in rows)
    page += "</table>\n<a href=\"goroutine?debug=2\">full goroutine stack dump</a>\n<ul>\n"
    page += "".join("<li><div class=profile-name>%s: </div> %s</li>\n" % row[2:] for row in rows)
    return page + "</ul>\n</body>\n</html>"


LIST = go_page([
    ("12", "allocs?debug=1", "allocs", "A sampling of all past allocations"),
    ("0", "cmdline?debug=1", "cmdline", "The command line"),
    ("345", "heap?debug=1", "heap", "Objects that are alive &amp; well"),
    ("1", "example.com/a%20b?debug=1", "example.com/a b", "One of its own"),
    ("0", "profile?debug=1", "profile", "CPU profile"),
    ("0", "trace?debug=1", "trace", "An execution trace")])
OLD_LIST = ("<table>\n<tr><td align=right>5<td><a href=\"/x\">no</a>\n<tr><td>7<td>"
            "<a href=\"heap?debug=1\">heap</a>\n</table>")
HOSTILE_LIST = go_page([
    ("9" * 50, "a?debug=1", "a", "\x1b[2J\x1b]0;title\x07 &lt;b&gt;"),
    ("1", "%1b%5b31m?debug=1", "\x1b[31m", "x" * 5000),
    ("2", "../../etc/passwd", "passwd", ""), ("3", "b%zz", "b%zz", "")])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers.items())))
        self.close_connection = True
        try:
            path = re.sub("^http://[^/]*", "", self.path).split("?")[0]  # as proxies are asked
            PATHS.get(path, missing)(self)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers.items()), body))
        self.close_connection = True
        try:
            SYMBOLS.get(self.path, missing)(self)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *args):
        pass

    def answer(self, body=b"", status=200, kind="application/octet-stream", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in {"Content_Length": len(body), **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, body):
        self.wfile.write(body)
        self.wfile.flush()

    def until_gone(self, more, pause=0.0):
        """Writes until the other side leaves or the test is over. What went out is counted."""
        while not self.server.over.is_set():
            self.raw(more)
            self.server.sent += len(more)
            if pause:
                self.server.over.wait(pause)


def missing(h):
    h.answer(b"404 page not found\n", 404, "text/plain; charset=utf-8")


def text(status, body, kind="text/plain"):
    return lambda h: h.answer(body, status, kind)


def to(location, status=302):
    return lambda h: h.answer(b"moved", status, "text/plain", Location=location % h.server.values)


def chunked(h):
    h.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for i in range(0, len(GZIP), 1000):
        part = GZIP[i:i + 1000]
        h.raw(b"%x\r\n%s\r\n" % (len(part), part))
    h.raw(b"0\r\n\r\n")


def slow(h):
    """Nothing for a while, then half of it, and after a pause the rest."""
    slowly(h, lambda: time.sleep(2.2), lambda: time.sleep(1.5))


def told(h):
    """As slow, but each pause ends when the test says so."""
    slowly(h, *(pause.wait for pause in h.server.pauses))


def slowly(h, first, second):
    first()
    h.send_response(200)
    h.send_header("Content-Length", str(len(GZIP)))
    h.end_headers()
    h.raw(GZIP[:3000])
    second()
    h.raw(GZIP[3000:])


def growing(h):
    """A counter that has 10 more each time it is asked, but for three times when the server fails."""
    n = sum(path == h.path for path, _ in h.server.asked)
    if 3 <= n <= 5:
        h.answer(status=500)
        return
    body = field(1, field(1, 2) + field(2, 1)) + field(2, field(1, b"\x01") + field(2, 10 * n))
    body += field(4, field(1, 1) + field(4, field(1, 1))) + field(5, field(1, 1) + field(2, 3))
    h.answer(body + b"".join(field(6, s.encode()) for s in ["", "count", "alloc_objects", "grow"]))


def silent(h):
    h.server.over.wait()


def trickle(h):
    h.raw(b"HTTP/1.1 200 OK\r\n\r\n" + GZIP[:3000])
    h.server.over.wait()


def endless_zeros(h):
    """A gzip member of zeros that never ends."""
    z = zlib.compressobj(9, zlib.DEFLATED, 31)
    h.raw(b"HTTP/1.1 200 OK\r\n\r\n")
    h.until_gone(z.compress(bytes(1 << 26)) + z.flush(zlib.Z_FULL_FLUSH))


def endless_comments(h):
    """A profile, not compressed, whose comments never end."""
    h.raw(b"HTTP/1.1 200 OK\r\n\r\n" + profile(["samples"]))
    h.until_gone(field(13, 1) * 100000)


def endless_steady(h):
    """A little at a time, but always some."""
    h.raw(b"HTTP/1.1 200 OK\r\n\r\n" + profile(["samples"]))
    h.until_gone(field(13, 1) * 10, 0.01)


def stalled(h):
    """Much of a profile that is broken, and then nothing."""
    h.raw(b"HTTP/1.1 200 OK\r\n\r\n" + profile(["samples"]) + field(13, 1) * 1500000 + b"\xff" * 1000)
    h.server.over.wait()


def endless_headers(h):
    h.raw(b"HTTP/1.1 200 OK\r\n")
    h.until_gone(b"X-A: %s\r\n" % (b"a" * 1000))


def endless_header(h):
    h.raw(b"HTTP/1.1 200 OK\r\nX-A: ")
    h.until_gone(b"a" * 1000)


def endless_continues(h):
    h.until_gone(b"HTTP/1.1 100 Continue\r\nX-A: a\r\n\r\n" * 100)


def endless_text(h):
    h.raw(b"HTTP/1.1 500 Oh\r\nContent-Type: text/plain\r\n\r\nno ")
    h.until_gone(b"and no again " * 100)


def endless_redirect(h):
    h.raw(b"HTTP/1.1 302 Found\r\nLocation: /gzip\r\n\r\n")
    h.until_gone(b"moved " * 1000)


PATHS = {
    "/gzip": lambda h: h.answer(GZIP),
    "/debug/pprof/heap": lambda h: h.answer(data("shop.heap.pb.gz")),
    "/debug/pprof/profile": lambda h: h.answer(GZIP),
    "/debug/pprof/trace": lambda h: h.answer(data("ferry.net.trace")),
    "/plain": lambda h: h.answer(PLAIN),
    "/until-close": lambda h: h.raw(b"HTTP/1.0 200 OK\r\n\r\n" + GZIP),
    "/encoded": lambda h: h.answer(gzip.compress(PLAIN), Content_Encoding="gzip"),
    "/chunked": chunked,
    "/slow": slow,
    "/told": told,
    "/growing": growing,
    "/silent": silent,
    "/trickle": trickle,
    "/stalled": stalled,
    "/short": lambda h: h.answer(GZIP[:-100], Content_Length=len(GZIP)),
    "/negative": lambda h: h.answer(GZIP, Content_Length=-5),
    "/huge": lambda h: h.answer(GZIP, Content_Length="9" * 40),
    "/empty": lambda h: h.answer(b""),
    "/nothing": lambda h: h.wfile.flush(),
    "/garbage": lambda h: h.raw(b"\x00\xff\x1b[2Jgarbage\r\n\r\n"),
    "/500": text(500, b"Could not enable\r\n  CPU profiling:\x1b[2J\x00 already in use\n\n"),
    "/500-html": text(500, b"<html>secret</html>", "text/html"),
    "/500-long": text(500, b"x" * 5000),
    "/401": text(401, b""),
    "/204": lambda h: h.raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "/phrase": lambda h: h.raw(b"HTTP/1.1 500 " + b"\x1b[2Jy" * 500 + b"\r\n\r\n"),
    "/endless/zeros": endless_zeros,
    "/endless/comments": endless_comments,
    "/endless/steady": endless_steady,
    "/endless/headers": endless_headers,
    "/endless/header": endless_header,
    "/endless/continues": endless_continues,
    "/endless/text": endless_text,
    "/endless/redirect": endless_redirect,
    "/to/gzip": to("/gzip?from=redirect", 301),
    "/to/relative": to("../gzip", 307),
    "/to/loop": to("/to/loop"),
    "/to/file": to("file:///etc/passwd"),
    "/to/gopher": to("gopher://127.0.0.1/x"),
    "/to/nowhere": lambda h: h.answer(b"", 302),
    "/to/other": to("http://127.0.0.1:%(other)s/gzip"),
    "/to/https": to("https://localhost:%(https)s/gzip"),
    "/debug/pprof/": text(200, LIST.encode(), "text/html"),
    "/cpu-hostile": lambda h: h.answer(profile(["../../x", "a/b\x1b[2J\n"], "/bin/..")),
    "/long": lambda h: h.answer(profile(["t" * 300, "ü" * 300], "/bin/" + "b" * 100)),
    "/unnamed": lambda h: h.answer(profile(["samples"])),
}


# What is answered to POST: the symbols beside "/NAME/debug/pprof/" and "/NAME/"; Pyroscope's methods (pyroscope.py).
NAMES = b"num_symbols: 1\n0x1010 main.knead\n0x1020 _ZN5bread4bakeEi\n"

SYMBOLS = {
    "/debug/pprof/symbol": lambda h: h.answer(NAMES),
    "/plain/symbolz": lambda h: h.answer(NAMES),
    "/to/symbolz": to("/plain/symbolz", 307),
    "/other/symbolz": to("http://127.0.0.1:%(other)s/plain/symbolz", 307),
    "/lost/symbolz": to("/plain/symbolz", 302),
    "/refused/symbolz": text(500, b"no symbols\x1b[2J today\n"),
    "/ignorant/symbolz": lambda h: h.answer(b"num_symbols: 1\n0x77 main.elsewhere\n"),
    "/silent/symbolz": silent,
    "/endless/symbolz": endless_zeros,
    "/hostile/symbolz": lambda h: h.answer(b"0x1010 \x1b[2J\n0x1020\n\n\x00\n0x1030 " + b"x" * 100000 + b"\n"),
}
SYMBOLS.update(pyroscope.methods(field, profile, data, to, text, silent))
for name in ["", *(path.split("/")[1] for path in SYMBOLS if path.endswith("symbolz"))]:
    PATHS["/%s/bare" % name if name else "/debug/pprof/bare"] = lambda h: h.answer(bare())


class Base:
    """Serves on a thread until close()."""
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def begin(self):
        self.asked, self.values, self.sent = [], {}, 0
        self.over, self.pauses = threading.Event(), (threading.Event(), threading.Event())
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def close(self):
        for event in (self.over, *self.pauses):
            event.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        pass


class Http(Base, http.server.ThreadingHTTPServer):
    def __init__(self, context=None):
        http.server.ThreadingHTTPServer.__init__(self, ("127.0.0.1", 0), Handler)
        self.context = context
        self.port = self.server_address[1]
        self.begin()

    def finish_request(self, request, client_address):
        if self.context:
            request.settimeout(30)
            request = self.context.wrap_socket(request, server_side=True)
        Handler(request, client_address, self)


class Unix(Base, socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    def __init__(self, path):
        socketserver.UnixStreamServer.__init__(self, path, Handler)
        self.begin()

    def get_request(self):
        request, _ = self.socket.accept()
        return request, ("unix", 0)


def certificates(folder):
    """Makes ca, server, client and other (a CA of its own): NAME.pem and NAME.key. For localhost alone."""
    def openssl(*args):
        subprocess.run(["openssl", *args], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE)
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    for name in ("ca", "other"):
        openssl("req", "-x509", *key, "-keyout", name + ".key", "-out", name + ".pem", "-days", "3",
                "-subj", "/CN=" + name)
    with open(os.path.join(folder, "names"), "w", encoding="ascii") as f:
        f.write("subjectAltName=DNS:localhost\n")
    for name in ("server", "client"):
        openssl("req", *key, "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=localhost")
        openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                "-CAcreateserial", "-out", name + ".pem", "-days", "3", "-extfile", "names")


def https(folder, client=False):
    """A server with the certificate `server`; with client it wants one of ours."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "server.pem"), os.path.join(folder, "server.key"))
    if client:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(os.path.join(folder, "ca.pem"))
    return Http(context)
