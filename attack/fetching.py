"""Fetches one address with the project's own fetcher: ``python -m attack.fetching ADDRESS local|public``.

All limits are the usual ones, except that requests time out after two seconds, to keep tests of slow servers short.
"""

from __future__ import annotations

import sys

from generator.services.http import Endpoint, Fetcher, ServiceError

SECONDS = 2.0


def main() -> int:
    """Print the result; return 1 if the answer was refused."""
    address, where = sys.argv[1:]
    fetcher = Fetcher(agent="attack", attempts=1, timeout=SECONDS, longest=SECONDS, local=where == "local")
    endpoint = Endpoint(name="It", accept="text/html", types=("html",), interval=0, may_leave=True)
    try:
        answer = fetcher.get(address, endpoint)
    except ServiceError as error:
        print(error)
        return 1
    print("nothing there" if answer is None else f"{len(answer.body)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
