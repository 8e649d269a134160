"""The generator knows nothing about the field of this list."""

from __future__ import annotations

import ast
import re

from built_pages import BuiltSite
from lists import ROOT

from generator.storage.site_settings import load_site

# words of this list's field
FIELD = re.compile(
    r"\b(?:neural|networks|gnns?|graphs?|experts?|hypernetworks?|pruning|sparsity|transformers?)\b", re.I
)


def without_comments(text: str, suffix: str) -> str:
    if suffix == ".jinja":
        return re.sub(r"\{#.*?#\}", "", text, flags=re.S)
    return re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)|<!--.*?-->|\{#.*?#\}", "", text, flags=re.S)


def list_texts(source: str) -> list[str]:
    """Names and texts of a module, without comments and docstrings, which may give examples."""
    tree = ast.parse(source)
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            found.append(node.value)
        elif isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef):
            found.append((node.id if isinstance(node, ast.Name) else node.name).replace("_", " "))
    return found


def test_generator_knows_nothing_of_the_field() -> None:
    named = []
    for path in sorted((ROOT / "generator").rglob("*.py")):
        texts = list_texts(path.read_text(encoding="utf-8"))
        named += [f"{path.name}: {text!r}" for text in texts if FIELD.search(text) and "@graph" not in text]
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".jinja", ".html", ".js", ".css", ".xml"):
            text = without_comments(path.read_text(encoding="utf-8"), path.suffix)
            named += [f"{path.name}: {match[0]}" for match in FIELD.finditer(text)]
    assert named == []


def test_site_of_another_list_has_no_word_of_this_field(bread: BuiltSite) -> None:
    this_name = load_site(ROOT / "mkdocs.yml").name
    for file in sorted(bread.folder.rglob("*")):
        if file.suffix in (".html", ".xml", ".json", ".bib", ".ris", ".csv", ".opml", ".txt"):
            text = file.read_text(encoding="utf-8")
            found = {match[0] for match in FIELD.finditer(text)} - {"expert"}
            assert found == set(), file
            assert this_name not in text, file
