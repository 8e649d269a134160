"""Renders single pages as MkDocs does, with the last events for plugins, from ``on_page_context`` on."""

from typing import Any

from markdown.extensions.toc import slugify
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.pages.rendering import Draft
from generator.site_builder.builder import GeneratedSite
from generator.site_builder.shells import Shells


class Theme:
    """The theme with everything its templates need.

    Args:
        config: MkDocs' configuration.
        files: all files of the site.
        nav: the navigation.
        environment: the theme's Jinja environment.
        site: the generated pages.
    """

    def __init__(
        self, config: MkDocsConfig, files: Files, nav: Navigation, environment: Any, site: GeneratedSite
    ) -> None:
        self.config = config
        self.files = files
        self.nav = nav
        self.environment = environment
        self.site = site
        self._pages = files.documentation_pages()
        self._shells = Shells(self.render_draft, self.slugify)

    def slugify(self, heading: str) -> str:
        """Return the anchor of a heading, by the options of the Markdown extension ``toc``."""
        options = (self.config.mdx_configs or {}).get("toc", {})
        return str(options.get("slugify", slugify)(heading, options.get("separator", "-")))

    def render_leaf(self, source: str) -> str:
        """Return the HTML of the page of a paper or an author.

        Raises:
            ContentError: its template has errors.
        """
        return self._shells.fill(self.site.render(source), self.site.edit_url(source))

    def render_draft(self, draft: Draft, edit_url: str = "") -> str:
        """Return the HTML of a page that is not among the files of the site."""
        file = File.generated(self.config, draft.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = Page(None, file, self.config)
        page.markdown, page.meta, page.edit_url = draft.body, dict(draft.meta), edit_url or None
        page.render(self.config, self.files)
        return self.render(page)

    def render(self, page: Page) -> str:
        """Return the HTML of a page whose Markdown is converted already."""
        plugins = self.config.plugins
        page.active = True
        try:
            context = get_context(self.nav, self._pages, self.config, page)
            template = self.environment.get_template(page.meta.get("template", "main.html"))
            context = plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            return str(plugins.on_post_page(template.render(context), page=page, config=self.config))
        finally:
            page.active = False
