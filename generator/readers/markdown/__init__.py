"""Lists in Markdown: awesome-list READMEs, tables, and notes of Obsidian and Logseq."""
