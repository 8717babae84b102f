"""Passes reports from the program of a tab to the browser's downloads."""

import asyncio
import re
from collections.abc import AsyncIterator

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import Download, DownloadManager

_CHUNK = 64 * 1024  # bytes
_PATIENCE = 30.0  # seconds to wait for a program's next chunk
_WAITING = 8  # unfetched files kept for a tab


class Downloads(DownloadManager):
    """The files that programs offer. Each can be fetched once, while its tab is open.

    Textual's own manager keeps files that are never fetched, and fails when one is requested twice
    or a program is slow. A file's key is random, and made by the program that offers it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._offered: dict[str, Download] = {}
        self._fetched: dict[str, Download] = {}

    async def create_download(
        self,
        *,
        app_service: AppService,
        delivery_key: str,
        file_name: str,
        open_method: str,
        mime_type: str,
        encoding: str | None = None,
        name: str | None = None,
    ) -> None:
        """Offer a file; if a tab has too many unfetched files, withdraw the oldest."""
        own = [key for key, one in self._offered.items() if one.app_service is app_service]
        for key in own[: max(len(own) - _WAITING + 1, 0)]:
            del self._offered[key]
        self._offered[delivery_key] = Download(
            app_service, delivery_key, file_name, open_method, mime_type, encoding, name
        )

    async def chunk_received(self, delivery_key: str, chunk: bytes | str) -> None:
        """Pass on a chunk that the program has sent; an empty one is the end."""
        download = self._fetched.get(delivery_key)
        if download is not None:
            content = chunk.encode() if isinstance(chunk, str) else chunk
            await download.incoming_chunks.put(content)

    async def cancel_app_downloads(self, app_service_id: str) -> None:
        """Withdraw all files of a program that ends."""
        for key, download in list(self._offered.items()):
            if download.app_service.app_service_id == app_service_id:
                del self._offered[key]
        for download in self._fetched.values():
            if download.app_service.app_service_id == app_service_id:
                await download.incoming_chunks.put(None)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request for a file, which the browser saves, whatever its type."""
        download = self._offered.pop(request.match_info["key"], None)
        if download is None:
            raise web.HTTPNotFound(text="There is no such file, or it has been fetched already.")
        name = re.sub(r"[^\w.-]", "_", download.file_name, flags=re.ASCII)[-100:]
        response = web.StreamResponse(
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f'attachment; filename="{name}"',
            }
        )
        self._fetched[download.delivery_key] = download
        try:
            await response.prepare(request)
            async for chunk in _chunks(download):
                await response.write(chunk)
            await response.write_eof()
        finally:
            del self._fetched[download.delivery_key]
        return response


async def _chunks(download: Download) -> AsyncIterator[bytes]:
    """Yield the chunks of a file. Raises ``ConnectionError`` when the file breaks off.

    The response then ends before its last chunk, so that the browser sees an incomplete file.
    """
    ask: dict[str, str | int | bool | None] = {
        "type": "deliver_chunk_request",
        "key": download.delivery_key,
        "size": _CHUNK,
        "name": download.name,
    }
    while await download.app_service.send_meta(ask):
        try:
            async with asyncio.timeout(_PATIENCE):
                chunk = await download.incoming_chunks.get()
        except TimeoutError:
            break
        if chunk is None:
            break
        if not chunk:
            return
        yield chunk
    raise ConnectionResetError("the program of this tab has ended")
