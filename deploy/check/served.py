#!/usr/bin/env python3
"""Asks a running Protium server for everything that operators and browsers rely on.

Prints one line per check, "ok …" or "not ok …", as the other checks of this folder do.
Needs only Python's standard library and the brotli program.
"""

import argparse
import gzip
import http.client
import json
import re
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote, urlsplit

FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".ftl": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}
COMPRESSIBLE = {".html", ".css", ".js", ".mjs", ".ftl", ".json", ".webmanifest", ".wasm", ".svg"}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "permissions-policy": "payment=(), usb=(), serial=(), midi=(), hid=(), browsing-topics=()",
}
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'", "'wasm-unsafe-eval'"},
    "worker-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "blob:", "data:"},
    "media-src": {"'self'", "blob:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'", "blob:", "https:", "wss:"},
    "frame-src": {"'self'", "https:", "blob:"},
    "manifest-src": {"'self'"},
    "form-action": {"'self'", "https:"},
    "base-uri": {"'none'"},
    "object-src": {"'none'"},
    "frame-ancestors": {"'self'"},
}
SECRET = "Secret0fTheLogin"


class Answer:
    """Status, headers (lower-case names) and body of one response."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {}
        for name, value in response.getheaders():
            name = name.lower()
            self.headers[name] = f"{self.headers[name]}, {value}" if name in self.headers else value
        self.body = response.read()

    def __getitem__(self, name):
        return self.headers.get(name)


class Server:
    """The server under test. Paths go out as they are written: nothing is normalised."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.host, self.port = parts.hostname, parts.port

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            return Answer(connection.getresponse())
        finally:
            connection.close()


def check(name, right, detail=""):
    print(f"ok {name}" if right else f"not ok {name}{': ' if detail else ''}{detail}", flush=True)


def equal(name, seen, wanted):
    check(name, seen == wanted, f"{seen!r}, wanted {wanted!r}")


def policy_of(text):
    directives = (part.split() for part in (text or "").split(";"))
    return {words[0]: set(words[1:]) for words in directives if words}


def unbrotli(data):
    return subprocess.run(["brotli", "-dc"], input=data, capture_output=True, check=False).stdout


def files_of(dist):
    """Files that are asked for by name: no compressed siblings, no configuration."""
    for file in sorted(dist.rglob("*")):
        name = file.relative_to(dist).as_posix()
        if file.is_file() and file.suffix not in {".br", ".gz"} and not name.startswith("config."):
            yield name, file


def check_file(server, name, file, ours):
    """One file of the build: type, body in all three encodings, caching, headers."""
    path = "/" + quote(name)
    original = file.read_bytes()
    plain = server.ask(path)
    problems = []

    def want(what, seen, wanted):
        if seen != wanted:
            problems.append(f"{what} is {seen!r}, wanted {wanted!r}")

    want("status", plain.status, 200)
    want("body is the file", plain.body == original, True)
    kind = TYPES.get(file.suffix)
    if kind:
        seen = plain["content-type"] if ours else (plain["content-type"] or "").split(";")[0]
        want("type", seen, kind if ours else kind.split(";")[0])
    want("content-encoding", plain["content-encoding"], None)
    tags = {plain["etag"]}
    for ending, encoding, unpack in ((".br", "br", unbrotli), (".gz", "gzip", gzip.decompress)):
        packed = file.with_name(file.name + ending)
        if not packed.exists():
            if file.suffix in COMPRESSIBLE and len(original) > 1024:
                problems.append(f"no {ending} beside it")
            continue
        accept = "gzip, deflate, br" if encoding == "br" else "gzip"
        answer = server.ask(path, accept_encoding=accept)
        want(f"encoding for {accept}", answer["content-encoding"], encoding)
        want(f"vary with {encoding}", answer["vary"], "Accept-Encoding")
        want(f"type with {encoding}", answer["content-type"], plain["content-type"])
        want(f"{encoding} unpacks to the file", unpack(answer.body) == original, True)
        want("new etag per encoding", answer["etag"] not in tags, True)
        tags.add(answer["etag"])
    again = server.ask(path, if_none_match=plain["etag"] or "")
    want("status when unchanged", again.status, 304)
    if ours:
        caching = FOREVER if name.startswith("assets/") else "no-cache"
        for answer in (plain, again):
            want("cache-control", answer["cache-control"], caching)
            want("policy", policy_of(answer["content-security-policy"]), POLICY)
            for header, value in HEADERS.items():
                want(header, answer[header], value)
    check(f"/{name} is served right", not problems, "; ".join(problems))


def check_headers_everywhere(server):
    """The headers stand on errors and on answers that no file is behind, too."""
    for path, method, status in (
        ("/health", "GET", 200),
        ("/assets/missing-0123456789.js", "GET", 404),
        ("/nothing/here", "GET", 404),
        ("/", "POST", 405),
    ):
        answer = server.ask(path, method)
        wrong = [name for name, value in HEADERS.items() if answer[name] != value]
        if policy_of(answer["content-security-policy"]) != POLICY:
            wrong.append("content-security-policy")
        equal(f"{method} {path} is {status}", answer.status, status)
        check(f"{method} {path} has every security header", not wrong, ", ".join(wrong))
        equal(f"{method} {path} is not cached", answer["cache-control"], "no-cache")
    check("no version in the Server header", server.ask("/")["server"] == "nginx")


def check_paths(server, dist):
    index = (dist / "index.html").read_bytes()
    for path in ("/", "/?loginToken=x", "/word", "/index.html"):
        answer = server.ask(path)
        check(f"{path} is the page", answer.status == 200 and answer.body == index, str(answer.status))
        equal(f"{path} is not cached", answer["cache-control"], "no-cache")
    for path in ("/assets/missing.wasm", "/assets/", "/deep/path", "/missing.js", "/config.other.example.json"):
        answer = server.ask(path, accept_encoding="br, gzip")
        check(f"{path} is missing, and not the page", answer.status == 404 and answer.body != index, str(answer.status))
    for path in ("/.env", "/.git/config", "/assets/.hidden", "/%2e%2e/etc/passwd", "/../etc/passwd",
                 "/assets/..%2f..%2fetc/passwd", "/%2egit/config", "/config.json/../../nginx/nginx.conf"):
        answer = server.ask(path)
        check(f"{path} is refused", answer.status in {400, 403, 404}, str(answer.status))
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"):
        answer = server.ask("/", method)
        check(f"{method} is refused", answer.status == 405 and answer["allow"] == "GET, HEAD", str(answer.status))
    head = server.ask("/", "HEAD")
    check("HEAD has length and no body",
          head.status == 200 and head.body == b"" and head["content-length"] == str(len(index)))
    redirect = server.ask("/mobile_guide")
    check("/mobile_guide leads to the guide, also below a sub-path",
          redirect.status == 302 and redirect["location"] == "mobile_guide/", str(redirect["location"]))
    shared = server.ask("/share", "POST")
    check("what is shared past the service worker leads to the page, also below a sub-path",
          shared.status == 303 and shared["location"] == "./#/share?lost", str(shared["location"]))
    guide = server.ask("/mobile_guide/")
    check("/mobile_guide/ answers without script", guide.status == 200 and b"<script" not in guide.body)
    asset = next(name for name, _ in files_of(dist) if name.startswith("assets/"))
    part = server.ask(f"/{asset}", range="bytes=0-0")
    check("a range of a file", part.status == 206 and len(part.body) == 1 and part["cache-control"] == FOREVER)


def check_page(dist):
    """The page needs nothing that the policy forbids, and its own policy is as strict for scripts."""
    page = (dist / "index.html").read_text()
    check("the page has no inline script", not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", page))
    check("the page has no inline style", not re.search(r"<style|\sstyle=", page))
    check("the page has no inline handler", not re.search(r"\son\w+=", page))
    check("the page has relative addresses only", not re.search(r"""(?:src|href)=["']?/""", page))
    # A minifier may turn the attributes round.
    tags = [tag for tag in re.findall(r"<meta[^>]*>", page, re.I) if "content-security-policy" in tag.lower()]
    meta = re.search(r"""content="([^"]*)\"""", tags[0], re.I) if tags else None
    own = policy_of(meta.group(1)) if meta else {}
    check("the page brings a policy for servers without our headers", bool(own))
    local = {"http://localhost:*", "http://127.0.0.1:*"}
    looser = [name for name, sources in POLICY.items()
              if own and name != "frame-ancestors" and not own.get(name, {"nothing"}) - local <= sources]
    check("that policy is no looser than the header", not looser, ", ".join(looser))
    check("no source maps in the build", not list(dist.rglob("*.map")))


def check_config(server, config):
    answer = server.ask("/config.json", accept_encoding="br, gzip")
    equal("/config.json is there", answer.status, 200)
    check("/config.json is the mounted one", answer.body == config.read_bytes())
    equal("/config.json is never compressed", answer["content-encoding"], None)
    equal("/config.json is not cached", answer["cache-control"], "no-cache")


def check_log(server, log):
    """After requests of every kind, with a secret in each query: the log is JSON and knows none of it."""
    query = f"?loginToken={SECRET}"
    for path in ("/", "/index.html", "/word", "/deep/path", "/assets/missing.js", "/.env", "/config.json", "/health",
                 "/mobile_guide", "/%zz", "/" + "x" * 20000):
        server.ask(path + query)
        server.ask(path + query, "POST")
    raw = socket.create_connection((server.host, server.port), timeout=10)
    raw.sendall(f"GET /{query} NONSENSE\r\n\r\nGET /{query}\r\n".encode())
    raw.close()
    server.ask("/last-line/of-the-log", user_agent='quote " and \\ and {brace}')
    text = ""
    for _ in range(50):
        text = log.read_text()
        if "/last-line/of-the-log" in text:
            break
        subprocess.run(["sleep", "0.1"], check=False)
    check("the log is written", "/last-line/of-the-log" in text)
    check("the log has no query string", SECRET not in text and "loginToken" not in text)
    check("the log leaves out health checks", '"/health"' not in text)
    lines = [line for line in text.splitlines() if line.startswith("{")]
    broken = []
    for line in lines:
        try:
            json.loads(line)
        except ValueError:
            broken.append(line)
    check("each line of the log is JSON", lines and not broken, "; ".join(broken[:3]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("url")
    arguments.add_argument("--dist", type=Path, required=True, help="what the server should have")
    arguments.add_argument("--config", type=Path, required=True, help="the config.json it was given")
    arguments.add_argument("--log", type=Path, required=True, help="where its output goes")
    arguments.add_argument("--layout", choices=("ours", "ess"), default="ours")
    options = arguments.parse_args()
    server = Server(options.url)
    ours = options.layout == "ours"

    for name, file in files_of(options.dist):
        check_file(server, name, file, ours)
    health = server.ask("/health")
    check("/health answers", health.status == 200 and json.loads(health.body) == {"status": "ok"})
    check("/version answers", server.ask("/version").status == 200)
    check_config(server, options.config)
    if ours:
        equal("/version is text", server.ask("/version")["content-type"], "text/plain; charset=utf-8")
        check_headers_everywhere(server)
        check_paths(server, options.dist)
        check_page(options.dist)
    check_log(server, options.log)


main()
