"""Papers that nobody has reviewed can be left out of the site, with every link to them."""

from __future__ import annotations

from generator.model.catalog import Site
from generator.site_builder.builder import GeneratedSite, SiteBuilder
from generator.storage.folder import Folder

HIDDEN = "a-loaf-in-review"


def render_all(site: GeneratedSite) -> dict[str, str]:
    return {source: site.render(source).write() for source in (*site.sources, *site.leaves)}


def test_nothing_leads_to_a_hidden_paper(made_up_copy: Folder) -> None:
    (made_up_copy.papers / f"{HIDDEN}.yml").write_text(
        "title: A loaf in review\ntopics: [sourdough]\nreview: Look.\n", encoding="utf-8"
    )
    (made_up_copy.papers / "a-loaf-with-notes.yml").write_text(
        f"title: A loaf with notes\ntopics: [sourdough]\nnotes: After [the other](paper:{HIDDEN}).\n",
        encoding="utf-8",
    )
    topics = made_up_copy.file("topics.yml")
    text = topics.read_text(encoding="utf-8")
    introduction = "introduction: Three papers in the order in which a loaf comes to be."
    assert text.count(introduction) == 1
    changed = introduction + f" Or begin with [the other](paper:{HIDDEN})."
    topics.write_text(text.replace(introduction, changed), encoding="utf-8")

    builder = SiteBuilder(made_up_copy)
    shown = render_all(builder.build(Site(name="Bread")))
    linking = {source for source, page in shown.items() if f"/{HIDDEN}/" in page}
    assert {"index.md", "papers/a-loaf-with-notes.md", "topics/sourdough.md"} <= linking

    hidden = render_all(builder.build(Site(name="Bread", unreviewed="hide")))
    assert [source for source, page in hidden.items() if HIDDEN in page or HIDDEN in source] == []
    assert "After the other." in hidden["papers/a-loaf-with-notes.md"]
    assert "Or begin with the other." in hidden["index.md"]
