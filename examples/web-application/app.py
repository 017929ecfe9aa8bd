"""A web application that turns the text of an article into a PDF. It needs nothing but newsconvert.

Run `python app.py`, then open http://127.0.0.1:8000 or post a text: curl --data-binary @خبر.txt http://127.0.0.1:8000
"""

import signal
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from threading import Thread
from typing import Any
from wsgiref.simple_server import make_server

import newsconvert

LARGEST = 1_000_000  # bytes of a request
TIMEOUT = 30  # seconds that a document may take
FORM = """<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>newsconvert</title>
<textarea id="text" rows="20" cols="80"></textarea><p><button id="make">PDF</button></p><script>
make.onclick = async () => {
  const answer = await fetch("/", {method: "POST", body: text.value})
  if (answer.ok) location = URL.createObjectURL(await answer.blob())
  else alert(await answer.text())
}</script>"""


def pdf(data: bytes) -> tuple[str, str, bytes]:
    """Return status, content type and body of the answer. Runs in a worker process."""
    try:
        return "200 OK", "application/pdf", newsconvert.write(newsconvert.read(data), "pdf")
    except newsconvert.NewsConvertError as error:  # one sentence: what is wrong with the input, and what to do
        return "400 Bad Request", "text/plain; charset=utf-8", str(error).encode()


class Application:
    """The application as WSGI servers expect it (PEP 3333)."""

    def __init__(self, workers: int = 2) -> None:
        # Processes, not threads: layout occupies a core. `spawn` is safe where the server itself has threads.
        self.workers = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        status, kind, body = self.answer(environ)
        start_response(status, [("Content-Type", kind), ("X-Content-Type-Options", "nosniff")])
        return [body]

    def answer(self, environ: dict[str, Any]) -> tuple[str, str, bytes]:
        """Return status, content type and body of the answer to a request."""
        if environ["REQUEST_METHOD"] == "GET":
            return "200 OK", "text/html; charset=utf-8", FORM.encode()
        if environ["REQUEST_METHOD"] != "POST":
            return "405 Method Not Allowed", "text/plain", b"GET or POST"
        size = environ.get("CONTENT_LENGTH") or ""
        if not size.isdecimal():
            return "411 Length Required", "text/plain", b"The request needs a Content-Length."
        if int(size) > LARGEST:
            return "413 Content Too Large", "text/plain", b"At most 1 MB."
        try:
            return self.workers.submit(pdf, environ["wsgi.input"].read(int(size))).result(TIMEOUT)
        except TimeoutError:
            return "503 Service Unavailable", "text/plain", b"This takes too long."


if __name__ == "__main__":
    port = int(sys.argv[1]) if sys.argv[1:] else 8000
    with make_server("127.0.0.1", port, Application()) as server:
        # A plain end would leave the workers behind. This one waits for the request that is being answered, elsewhere.
        signal.signal(signal.SIGTERM, lambda *_: Thread(target=server.shutdown).start())
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
