"""webdriver.py - a headless Chromium through chromedriver, with nothing but the standard library.

    with Browser() as browser:
        browser.open("/tmp/picture.svg")
        browser.wait("it has a search box", "return document.querySelector('input')")

Everything it starts ends with it, and what it writes is in a temporary folder that goes away, too.
"""
import base64
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

DEADLINE = 600  # seconds for anything to come true: only a hang takes longer
KEYS = {"Escape": "\ue00c", "Enter": "\ue007", "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014",
        "ArrowDown": "\ue015", "Shift": "\ue008", "Backspace": "\ue003", "End": "\ue010", "Home": "\ue011", "Tab": "\ue004"}


class Missing(Exception):
    """There is no browser to drive."""


def find_program(what, names):
    for name in names:
        path = shutil.which(name)
        if path and "/snap/" not in os.path.realpath(path) and not is_stub(path):
            return path
    raise Missing("there is no " + what)


def is_stub(path):
    """Ubuntu's chromium is a script that starts a snap, which sees no temporary files."""
    with open(path, "rb") as f:
        return b"/snap/" in f.read(4096)


class Browser:
    def __init__(self):
        chromium = find_program("chromium", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
        driver = find_program("chromedriver", ["chromedriver", "/usr/lib/chromium-browser/chromedriver"])
        self.folder = tempfile.mkdtemp(prefix="cprof-browser-")
        self.driver = self.session = None
        try:
            self.start(chromium, driver)
        except BaseException:
            self.close()
            raise

    def start(self, chromium, driver):
        env = dict(os.environ, HOME=self.folder, TMPDIR=self.folder, XDG_CONFIG_HOME=self.folder,
                   XDG_CACHE_HOME=self.folder)
        log = os.path.join(self.folder, "chromedriver.log")
        with open(log, "wb") as out:
            self.driver = subprocess.Popen([driver, "--port=0"], stdin=subprocess.DEVNULL, stdout=out,
                                           stderr=subprocess.STDOUT, env=env, cwd=self.folder, start_new_session=True)
        port, deadline = None, time.monotonic() + DEADLINE
        while not port:
            with open(log, encoding="utf-8", errors="replace") as f:
                text = f.read()
            port = re.search(r"started successfully on port (\d+)", text)
            if self.driver.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("chromedriver does not start:\n" + text)
            time.sleep(0.02)
        self.base = "http://127.0.0.1:%s" % port.group(1)
        self.http = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        args = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-crash-reporter",
                "--disable-breakpad", "--force-prefers-reduced-motion", "--window-size=1280,900",
                "--user-data-dir=" + os.path.join(self.folder, "profile")]
        made = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"binary": chromium, "args": args},
            "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.session = "/session/" + made["sessionId"]

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with self.http.open(request, timeout=4 * DEADLINE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as e:
            raise RuntimeError("%s: %s" % (path, json.load(e)["value"]["message"])) from None

    def tell(self, path, body=None):
        return self.ask("POST", self.session + path, body or {})

    def close(self):
        try:
            if self.session:
                self.ask("DELETE", self.session)
        except (OSError, RuntimeError):
            pass
        finally:
            if self.driver:
                try:
                    os.killpg(self.driver.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                self.driver.wait()
            # What was killed may still be writing.
            for _ in range(50):
                shutil.rmtree(self.folder, ignore_errors=True)
                if not os.path.exists(self.folder):
                    break
                time.sleep(0.1)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def open(self, path, fragment=""):
        # A page in between: a change of the fragment alone loads nothing.
        self.tell("/url", {"url": "about:blank"})
        self.tell("/url", {"url": "file://" + path + fragment})

    def js(self, script, *args):
        return self.tell("/execute/sync", {"script": script, "args": list(args)})

    def wait(self, what, script, *args):
        """The script's value once it is true (as JavaScript has it)."""
        deadline = time.monotonic() + DEADLINE
        while True:
            value = self.js(script, *args)
            if value:
                return value
            if time.monotonic() > deadline:
                raise AssertionError("not so after %d s: %s" % (DEADLINE, what))
            time.sleep(0.02)

    def errors(self):
        """What the browser complained of since it was last asked."""
        return [entry["message"] for entry in self.tell("/se/log", {"type": "browser"})]

    def screenshot(self, path):
        with open(path, "wb") as f:
            f.write(base64.b64decode(self.ask("GET", self.session + "/screenshot")))

    def act(self, kind, actions, **parameters):
        device = {"type": kind, "id": kind, "actions": actions}
        if parameters:
            device["parameters"] = parameters
        self.tell("/actions", {"actions": [device]})

    def keys(self, *names):
        """Types text, or presses keys by their names; "Shift+x" is also one."""
        for name in names:
            held, key = name.split("+", 1) if name.startswith("Shift+") else ("", name)
            typed = [KEYS[key]] if key in KEYS else list(key)
            actions = [{"type": "keyDown", "value": KEYS[held]}] if held else []
            for c in typed:
                actions += [{"type": "keyDown", "value": c}, {"type": "keyUp", "value": c}]
            if held:
                actions.append({"type": "keyUp", "value": KEYS[held]})
            self.act("key", actions)

    def mouse(self, *steps, kind="mouse"):
        """Steps: (x, y) moves there, "down" and "up" press and release."""
        names = {"down": "pointerDown", "up": "pointerUp"}
        self.act("pointer", [{"type": names[s], "button": 0} if isinstance(s, str) else
                             {"type": "pointerMove", "x": round(s[0]), "y": round(s[1]), "duration": 0} for s in steps],
                 pointerType=kind)

    def wheel(self, x, y, dy):
        self.act("wheel", [{"type": "scroll", "x": round(x), "y": round(y), "deltaX": 0, "deltaY": dy, "duration": 0}])
