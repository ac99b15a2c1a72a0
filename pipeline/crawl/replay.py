"""The archive as the network: a crawl that is replayed asks nobody."""

from scrapy import Request
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response

from pipeline.archive import Archive


class Replay:
    """Answers requests of one site from the archive."""

    def __init__(self, archive: Archive, site: str) -> None:
        self.archive = archive
        self.site = site

    async def download_async(self, request: Request) -> Response:
        """Return the newest stored answer; DownloadFailedError where the archive holds none."""
        stored = self.archive.latest(self.site, request.url, problems=True)
        if stored is None:
            raise DownloadFailedError(f"not in the archive: {request.url}")
        return Response(
            request.url,
            status=stored.status or 200,
            headers=dict(stored.headers),
            body=self.archive.body(stored.hash),
            request=request,
        )
