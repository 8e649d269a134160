"""Markdown lists: READMEs of awesome lists, tables, and Obsidian and Logseq notes."""
