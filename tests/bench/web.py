"""
web.py - the pages of cprof -http and of pprof -http, measured at the server and on the wire.

In: the command of a server, and what a browser asks it for until a page stands. Out: a Visit for each time that this
was done with a server of its own: how long until it served, and until all was there, the first time and again; bytes
received; the server's processor time and memory with all of its children.
What you would get wrong: cprof's pages load scripts and data of their own, pprof's have all of it in them. So all that a
browser asks for is asked here, one after the other, compressed where that is offered; the second time with the tags
that it has kept. What the browser does with it is not measured.
"""

import collections
import os
import re
import resource
import signal
import socket
import subprocess
import threading
import time

import measure

# What is asked for until a page stands.
PAGE = ["ui/app/cprof.css", "ui/app/cprof.js", "ui/api/session"]
View = collections.namedtuple("View", "name ours theirs")
VIEWS = [
    View("flame graph", ["ui/flamegraph"] + PAGE + ["ui/api/stacks"], ["ui/flamegraph"]),
    View("top", ["ui/top"] + PAGE + ["ui/api/top?text=1"], ["ui/top"]),
    View("graph", ["ui/graph"] + PAGE + ["ui/api/graph"], ["ui/graph"]),
]
NOTHING = View("ready", [], [])

# Seconds, and bytes. `cpu` is of the server's whole life. `problem` as in measure.Run; then the others may be None.
Visit = collections.namedtuple("Visit", "ready first again wire cpu peak problem")


class Problem(Exception):
    pass


class Server:
    def __init__(self, argv, env, cpus, memory):
        self.tags = {}
        self.wire = 0
        self.begin = time.perf_counter()
        self.deadline = time.monotonic() + measure.TIME_LIMIT
        limit = memory and (lambda: resource.setrlimit(resource.RLIMIT_DATA, (memory, memory)))
        self.child = measure.start(argv, cpus, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   env=env, preexec_fn=limit)

    def wait(self):
        """Returns the seconds from its start until it can be asked."""
        said = ""
        while "Serving web UI on" not in said:
            said = self.child.stderr.readline().decode("utf-8", "replace")
            if not said:
                raise Problem("no server")
        self.port = int(re.search(r"localhost:(\d+)", said)[1])
        while True:
            try:
                self.connect().close()
                return time.perf_counter() - self.begin
            except ConnectionRefusedError:  # pprof says it before it listens
                if time.monotonic() > self.deadline:
                    raise
                time.sleep(0.001)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port))

    def receive(self, head):
        """Sends it. Returns the beginning of the answer; counts all of it."""
        begin = b""
        with self.connect() as s:
            s.sendall(head.encode())
            while True:
                s.settimeout(max(0.001, self.deadline - time.monotonic()))
                piece = s.recv(1 << 20)
                if not piece:
                    return begin
                self.wire += len(piece)
                if len(begin) < 4096:
                    begin += piece

    def ask(self, path):
        tag = "If-None-Match: %s\r\n" % self.tags[path] if path in self.tags else ""
        try:
            answer = self.receive("GET /%s HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n"
                                  "Connection: close\r\n%s\r\n" % (path, tag))
        except socket.timeout:
            raise Problem("stopped after %d s" % measure.TIME_LIMIT) from None
        lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        if lines[0].split()[1:2] not in (["200"], ["304"]):
            raise Problem("%s: %s" % (path, lines[0] or "no answer"))
        for line in lines:
            if line.lower().startswith("etag:"):
                self.tags[path] = line[5:].strip()

    def page(self, paths):
        """Seconds until all of it is there."""
        begin = time.perf_counter()
        for path in paths:
            self.ask(path)
        return time.perf_counter() - begin

    def end(self):
        """Ends it. Returns its usage, with that of its children; its peak is that of the largest of them."""
        timer = threading.Timer(5, measure.kill_group, [self.child.pid])
        timer.start()
        try:
            os.killpg(self.child.pid, signal.SIGINT)
            _, status, usage = os.wait4(self.child.pid, 0)
        finally:
            timer.cancel()
            self.child.stderr.close()
        self.child.returncode = os.waitstatus_to_exitcode(status)
        return usage


def visit(argv, env, cpus, paths, again, memory=None):
    """
    A Visit to a new server. `again`: it is asked twice. `memory`: bytes that it may write to; what needs more breaks off.
    """
    server = Server(argv, env, cpus, memory)
    ready = first = second = problem = None
    wire = 0
    try:
        ready = server.wait()
        first = server.page(paths)
        wire = server.wire
        second = server.page(paths) if again else None
    except (Problem, OSError) as e:
        problem = str(e)
    usage = server.end()
    return Visit(ready, first, second, wire, usage.ru_utime + usage.ru_stime, measure.rss_bytes(usage), problem)
