"""proxy.py - a proxy as people put before a server, to have it below a path of theirs: it takes that path away.

    with Proxy(port, "/x/y") as proxy:
        ...  # http://127.0.0.1:{proxy.port}/x/y/ui/top is /ui/top of the server
        proxy.answers  # [(path as it was asked for, status, Location or None)]
"""
import http.client
import http.server
import threading

OF_A_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Proxy:
    def __init__(self, port, prefix):
        answers = self.answers = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.path.startswith(prefix + "/"):
                    server = http.client.HTTPConnection("127.0.0.1", port)
                    headers = {name: value for name, value in self.headers.items() if name.lower() not in OF_A_CONNECTION}
                    try:
                        server.request(self.command, self.path[len(prefix):], body or None, headers)
                        answer = server.getresponse()
                        status, headers, body = answer.status, answer.getheaders(), answer.read()
                    except OSError:  # a page waited for a change, and the server has ended
                        status, headers, body = 200, [], b""
                    server.close()
                else:
                    status, headers, body = 404, [], b""
                answers.append((self.path, status, dict(headers).get("Location")))
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in OF_A_CONNECTION:
                        self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = forward

            def log_message(self, *unused):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda request, address: None  # one who asked has gone
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *unused):
        self.server.shutdown()
        self.server.server_close()
