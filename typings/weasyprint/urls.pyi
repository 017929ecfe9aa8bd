from collections.abc import Mapping

class URLFetcher:
    def fetch(self, url: str, headers: object = None) -> object: ...

class URLFetcherResponse:
    def __init__(self, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> None: ...
