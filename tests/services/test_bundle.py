"""Setting up the services of a list."""

from __future__ import annotations

import pytest

from generator.model.catalog import Site
from generator.services.bundle import name_agent, set_up_services
from generator.services.http import ServiceError


def test_the_agent_names_the_repository_and_the_contact() -> None:
    site = Site(name="Bread", contact="bread@example.org", repo_url="https://git.example.org/bread")
    agent = name_agent(site)
    assert agent.startswith("reading-list/")
    assert agent.endswith(" (https://git.example.org/bread; mailto:bread@example.org)")
    assert name_agent(site, "ada@example.org").endswith("mailto:ada@example.org)")
    assert name_agent(Site(name="Bread", repo_url="https://git.example.org/b(\\)é")).endswith(
        " (https://git.example.org/b)"
    )


@pytest.mark.parametrize("contact", ["", "nobody", "a@b.org\r\nX-Evil: 1", "<script>@x.org"])
def test_a_contact_is_required(contact: str) -> None:
    with pytest.raises(ServiceError, match="contact"):
        set_up_services(Site(name="Bread"), cache=None, environment={}, contact=contact)


def test_the_environment_replaces_the_addresses() -> None:
    site = Site(name="Bread", contact="bread@example.org")
    services = set_up_services(site, cache=None, environment={})
    assert services.arxiv.base == "https://export.arxiv.org/api/query"
    environment = {
        "READING_LIST_ARXIV_API": "http://a.example.org/",
        "READING_LIST_CROSSREF_API": "http://c.example.org",
        "READING_LIST_DOI_RESOLVER": "http://d.example.org",
    }
    services = set_up_services(site, cache=None, environment=environment)
    assert services.arxiv.base == "http://a.example.org"
    assert (services.crossref.base, services.crossref.resolver) == (
        "http://c.example.org",
        "http://d.example.org",
    )
