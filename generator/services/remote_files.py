"""Files at web addresses, such as a bibliography in a repository or the export of another list."""

import re
from urllib.parse import urlsplit

from generator.services.http import Endpoint, Fetcher, ServiceError

# https://github.com/ada/bread/blob/main/refs.bib, the page that shows a file
GITHUB_PAGE = re.compile(r"https://github\.com/(?P<repository>[^/?#]+/[^/?#]+)/(?:blob|raw)/(?P<path>[^?#]+)")


def fetch_file(fetcher: Fetcher, address: str) -> bytes:
    """Return the file at ``address``; for GitHub's page of a file, the file itself.

    Raises:
        ServiceError: there is no such file, or it cannot be fetched.
    """
    if match := GITHUB_PAGE.match(address):
        address = f"https://raw.githubusercontent.com/{match['repository']}/{match['path']}"
    endpoint = Endpoint(
        name=urlsplit(address).netloc,
        accept="*/*",
        types=("",),
        interval=1.0,
        may_leave=True,
        type_may_change=False,
    )
    answer = fetcher.get(address, endpoint)
    if answer is None:
        raise ServiceError(f"There is no file at {address}.")
    return answer.body
