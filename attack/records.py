"""Hostile YAML in every file of a list: it must be refused with file and line, or be harmless."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from attack.payloads import mix_texts
from attack.processes import find_flaw, run
from attack.report import Options, Tally
from attack.small_lists import PAPERS, build_command, command, digest_files, make_small_list

DEEP = 50_000
"""Depth of nested data."""
GOOD = "title: Good\ntopics: [doughs]\n"

YAML: dict[str, str | bytes] = {
    "deep brackets": "[" * DEEP,
    "deep closed brackets": "title: x\nabstract: " + "[" * DEEP + "]" * DEEP,
    "deep braces": "{a: " * DEEP + "}" * DEEP,
    "deep lists": "- " * DEEP + "x",
    "deep keys": "".join(" " * level + "a:\n" for level in range(1500)),
    "deep questions": "? " * DEEP + "x",
    "deep tags": "title: " + "!a " * DEEP + "x",
    "many aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "many aliases in the title": "title: &a [" + "x," * 99 + "]\nauthors: [" + "*a," * 9999 + "]\n",
    "alias of itself": "title: &a [*a]\n",
    "alias of itself as a key": "title: &a {*a : x}\n",
    "merge of itself": "title: x\nlinks: &a\n  <<: *a\n",
    "merged lists": "title: x\nlinks:\n  <<: [" + "{arxiv: '2301.00001'}," * 20_000 + "]\n",
    "unknown alias": "title: *x\n",
    "tag of Python": "title: !!python/object/apply:os.system ['touch pwned.txt']\n",
    "name of Python": "title: !!python/name:os.system\nabstract: !!python/module:os\n",
    "tag of the environment": "title: !ENV [HOME, x]\n",
    "odd tags": "title: !!binary aGVsbG8=\nauthors: !!set {a, b}\nvenue: !!omap [a: b]\nadded: !!timestamp x\n",
    "tag of a number": "title: x\nvenue_year: !!int x\n",
    "tag of a list": "title: x\nauthors: !!seq {a: b}\nlinks: !!map [a]\n",
    "huge number": "title: x\nvenue_year: " + "9" * 100_000 + "\n",
    "huge hexadecimal number": "title: x\nvenue_year: 0x" + "f" * 100_000 + "\n",
    "huge number of base 60": "title: x\nvenue_year: 1" + ":59" * 20_000 + "\n",
    "huge exponent": "title: x\nvenue_year: 1e+999999999\nauthor_count: .inf\n",
    "not a number": "title: x\nvenue_year: .nan\nauthor_count: -.inf\n",
    "impossible date": "title: x\nadded: 2024-13-45\npublished: 2024-02-30 25:61:61\n",
    "date far away": "title: x\nadded: 99999-01-01\npublished: 0000-00-00\n",
    "NUL": b"title: x\x00y\n",
    "NUL as an escape": 'title: "\\0\\x00\\u0000"\n',
    "surrogate as an escape": 'title: "\\ud800"\nabstract: "\\udc00\\ud800"\n',
    "character beyond Unicode": 'title: "\\U00110000"\n',
    "not UTF-8": b"title: \xff\xfe\n",
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-32": GOOD.encode("utf-32"),
    "overlong UTF-8": b"title: \xc0\xae\xc0\xae/\n",
    "tabs": "title:\tx\n\tauthors:\n\t- y\n",
    "version of the future": "%YAML 99.9\n---\ntitle: x\n",
    "odd directive": "%TAG ! tag:evil.example.org,2000:\n--- !x\ntitle: x\n",
    "two documents": "title: x\n---\ntitle: y\n",
    "many documents": "---\n" * 100_000,
    "nothing": "",
    "comment": "# nothing\n",
    "white space": " \t\n" * 1000,
    "text": "just a text\n",
    "list": "- a\n- b\n",
    "number": "12\n",
    "keys twice": "title: x\ntitle: y\n",
    "keys that are no texts": "1: 2\nnull: x\ntrue: y\n2024-01-01: z\n1.5: a\n",
    "keys that are lists": "? [a, b]\n: x\n? {a: b}\n: y\n",
    "key that is no number": "? .nan\n: x\n? .nan\n: y\n",
    "key without end": '"' + "k" * 100_000,
    "long key": "k" * 100_000 + ": x\n",
    "unknown keys": "title: x\n" + "".join(f"key{number}: x\n" for number in range(20_000)),
    "unknown key with an escape": 'title: x\n"\\e]0;pwned\\a\\e[31m\\n::error::pwned": x\n',
    "value with an escape": 'title: x\nadded: "\\e]0;pwned\\a\\e[31m\\n::error::pwned"\n',
    "keys of objects": "title: x\n__class__: x\n__dict__: {}\nmodel_config: {}\nmodel_fields: x\n",
    "wrong types": "title: [a]\nauthors: {a: b}\nlinks: x\ntopics: 5\ncaptures: {}\nevidence: [a]\nkind: {}\n",
    "more wrong types": "title: {a: b}\nauthors: 5\nlinks: []\ntopics: [[a]]\ncaptures: [[]]\nevidence: {a: []}\n",
    "wrong numbers": "title: x\nauthor_count: -1\nvenue_year: 99999999999999999999\ncaptures:\n- {capture: x, position: 1.5}\n",
    "number that is no text": "title: 5\nabstract: 6.0\nvenue: true\nadded: 5\nlinks: {arxiv: 2301.00001}\n",
    "topics that are paths": "title: x\ntopics: [../../etc/passwd, a/b, '', '*']\n",
    "keys of citations": "title: x\ncitation_key: \"a},\\n@string{b\"\ncitation_key_aliases: ['%', '\\input']\n",
    "hostile addresses": "title: x\nlinks:\n  code: [javascript:alert(1), 'data:text/html,x', '//x', 'https://', 'https://a b']\n",
    "homograph": "title: x\ntopics: [doughs]\nlinks: {code: ['https://gith\u0443b.com/a/b']}\n",
    "slug as a key": "slug: ../../x\ntitle: x\n",
    "empty texts": "title: ''\nauthors: ['', ' ', \"\\u200b\"]\nvenue: ' '\n",
    "title of nothing": 'title: "\\u200b\\u2060\\ufeff"\n',
    "title too long": f"title: {'word ' * 200_000}\n",
    "one long word": f"title: {'w' * 1_000_000}\n",
    "authors too many": "title: x\nauthors:\n" + "- Ada Baker\n" * 100_000,
    "author too long": f"title: x\nauthors: [{'x' * 1_000_000}]\n",
    "links too many": "title: x\nlinks:\n  code:\n"
    + "".join(f"  - https://c.example.org/{number}\n" for number in range(30_000)),
    "link too long": f"title: x\nlinks:\n  code: https://c.example.org/{'x' * 1_000_000}\n",
    "captures too many": "title: x\ncaptures:\n"
    + "".join(f"- {{capture: a, position: {n + 1}}}\n" for n in range(30_000)),
    "topics too many": "title: x\ntopics: [" + ",".join(f"t{number}" for number in range(30_000)) + "]\n",
    "evidence too long": "title: x\nevidence:\n" + "".join(f"  k{number}: x\n" for number in range(30_000)),
    "key too long": f"title: x\ncitation_key: {'k' * 100_000}\n",
    "aliases of keys too many": "title: x\ncitation_key_aliases: ["
    + ",".join(f"k{n}" for n in range(30_000))
    + "]\n",
    "summary too long": f"title: x\ntldr: {'word ' * 200_000}\n",
    "notes too long": f"title: x\nnotes: '{'[x](https://x.example.org) ' * 50_000}'\n",
    "abstract too long": f"title: x\nabstract: {'word ' * 1_000_000}\n",
    "venue too long": f"title: x\nvenue: {'word ' * 200_000}\n",
    "DOI too long": f"title: x\nlinks: {{doi: 10.1000/{'x' * 1_000_000}}}\n",
    "file too large": "title: x\n" + "# comment\n" * 3_000_000,
}
"""Hostile documents by name; all except those in ``MAY_PASS`` must be refused as records."""

MAY_PASS = frozenset({"tag of the environment", "odd directive", "homograph", "UTF-16", "captures too many"})
"""Documents that may be accepted."""

# opening brackets that cause backtracking in Markdown or regular expressions
SLOW = ("[", "](", "![", "(", "*", "_", "**", "`", "<", "</", "<a ", "<!--", "&", "&#", "{", "{:", "{{", "[^", ":", "#",
        "~~", "||", "\\", "$", "http://", "http://a.", "@", "a@", "[x](https://a.b/(", " \n", "- ", "> ", "    ", "1. ", "]]>",
        "{: a=\"", "<a b=\"", "[a][b]", "\u0301", "\u0e33", "a-", "Mc", "and ", "de la ", ", ", "0", "x: ", "\u202e")  # fmt: skip
LONGEST = {
    "title": 1000,
    "abstract": 20_000,
    "tldr": 1000,
    "notes": 10_000,
    "venue": 300,
    "question": 500,
    "review": 1000,
}
"""Lengths of slow texts, close to the limits of records."""


def attack(tally: Tally, options: Options) -> None:
    """Check and build lists with hostile documents, then random ones."""
    attack_records(tally, options.choose(YAML), MAY_PASS)
    if not options.case:
        attack_other_files(tally)
        attack_with_slow_texts(tally)
    for _ in options.go_on():
        documents: dict[str, str | bytes] = {f"random {n}": _mutate(options.random) for n in range(40)}
        attack_records(tally, documents, frozenset(documents))


def _mutate(random: Random) -> str:
    """Return a record with pieces removed, repeated or replaced by hostile ones."""
    text = random.choice(
        (*PAPERS.values(), *(value for value in YAML.values() if isinstance(value, str) and len(value) < 500))
    )
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(text) + 1)
        end = min(len(text), at + random.choice((0, 1, 5, 30)))
        piece = random.choice(
            (
                mix_texts(random),
                text[at:end] * 3,
                "",
                *SLOW,
                "\n",
                "- ",
                ": ",
                "&a ",
                "*a",
                "!!",
                "|\n  ",
                "'",
                '"',
            )
        )
        text = text[:at] + piece + text[end:]
    return text


def _fresh(tally: Tally) -> Path:
    number = len(list(tally.folder.iterdir()))
    base = tally.folder / f"{number:03}"
    base.mkdir()
    return make_small_list(base / "list")


def attack_records(tally: Tally, documents: dict[str, str | bytes], may_pass: frozenset[str]) -> None:
    """Check a list with all these documents as records; if that fails, each one alone."""
    root = _fresh(tally)
    names = {}
    for number, (case, text) in enumerate(documents.items()):
        names[case] = f"bad-{number:03}"
        _write(root, f"papers/{names[case]}.yml", text)
    tally.cases += len(documents)
    ended = run(command(root, "check"), root)
    if find_flaw(ended):
        for case, text in documents.items():
            alone = _fresh(tally)
            _write(alone, f"papers/{names[case]}.yml", text)
            ended = tally.run(case, command(alone, "check"), alone)
            if ended.code == 0 and case not in may_pass:
                tally.fail(case, "check accepted it", keep=alone)
        return
    tally.megabytes = max(tally.megabytes, ended.megabytes)
    for case, name in names.items():
        line = re.compile(rf"{name}\.yml|^\S*{name}", re.M)
        if line.search(ended.output):
            tally.refused += 1
        elif case not in may_pass:
            tally.fail(case, "check accepted it", keep=root / "content" / "papers" / f"{name}.yml")
    before = digest_files(root / "content")
    tally.run("build of bad records", build_command(root, root.parent / "site"), root)
    if digest_files(root / "content") != before or (root / "pwned.txt").exists():
        tally.fail("build of bad records", "changed the list", keep=root)


def _write(root: Path, name: str, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    (root / "content" / name).write_bytes(data)


LISTS: dict[str, dict[str, str]] = {
    "topics.yml": {
        "groups of nothing": "groups:\n",
        "topic called index": "groups:\n- {id: x, title: x, topics: [{id: index, title: x, scope: x}]}\n",
        "brackets in an introduction": "groups:\n- {id: x, title: x, topics: [{id: doughs, title: x, scope: x, introduction: '"
        + "[ " * 9000
        + "'}]}\n",
        "lists in an introduction": "groups:\n- {id: x, title: x, topics: [{id: doughs, title: x, scope: x, introduction: '"
        + "- " * 3000
        + "x'}]}\n",
        "groups of texts": "groups: [a, b]\n",
        "topics that are paths": "groups:\n- {id: ../x, title: x, topics: [{id: /etc/passwd, title: x, scope: x}]}\n",
        "topic of itself": "groups: &a\n- {id: x, title: x, topics: *a}\n",
        "topics too many": "groups:\n- id: x\n  title: x\n  topics:\n"
        + "".join(f"  - {{id: t{number}, title: T{number}, scope: x}}\n" for number in range(20_000)),
        "introduction too long": "groups:\n- {id: x, title: x, topics: [{id: doughs, title: x, scope: x, introduction: '"
        + "[a](b) <b> *x* " * 70_000
        + "'}]}\n",
        "words too many": "groups:\n- {id: x, title: x, topics: [{id: doughs, title: x, scope: x, words: ["
        + "word," * 200_000
        + "]}]}\n",
        "steps too many": "groups: []\npaths:\n- id: x\n  title: x\n  introduction: x\n  steps:\n"
        + "  - {paper: rye-doughs, why: x}\n" * 50_000,
    },
    "changes.yml": {
        "papers that are paths": "- {date: 2024-01-01, added: [../../x, /etc/passwd]}\n",
        "changes too many": "- {date: 2024-01-01, note: x}\n" * 50_000,
        "note too long": f"- {{date: 2024-01-01, note: '{'x ' * 500_000}'}}\n",
        "exclusions too many": "- date: 2024-01-01\n  excluded:\n"
        + "".join(f"    t{n}: x\n" for n in range(50_000)),
    },
    "redirects.yml": {
        "circle": "a: b\nb: a\n",
        "itself": "a: a\n",
        "paths": "../../x: rye-doughs\nb: ../../../etc/passwd\n",
        "place of a paper": "rye-doughs: steam-and-crust\n",
        "long chain": "".join(f"a{n}: a{n + 1}\n" for n in range(50_000)) + "a50000: rye-doughs\n",
        "many": "".join(f"a{n}: rye-doughs\n" for n in range(50_000)),
        "long slug": f"{'a' * 251}: rye-doughs\n",
        "list": "- a\n",
    },
    "venues.yml": {
        "odd type": "- {name: x, type: evil}\n",
        "too many": "".join(f"- {{name: venue {n}}}\n" for n in range(50_000)),
        "name too long": f"- {{name: {'x' * 1_000_000}}}\n",
        "same aliases": "- {name: x, aliases: [y]}\n- {name: y, aliases: [x]}\n",
    },
    "search.yml": {
        "empty group": "synonyms: [[]]\n",
        "too many": "synonyms:\n" + "".join(f"- [a{n}, b{n}]\n" for n in range(50_000)),
        "one long group": "synonyms: [[" + ",".join(f"w{n}" for n in range(20_000)) + "]]\n",
        "circle": "found_by: {a: [b], b: [a], c: [c]}\n",
        "long phrase": f"synonyms: [['{'word ' * 50_000}', b]]\n",
    },
    "excluded.yml": {
        "too many": "".join(f"- {{title: t{n}, reason: x}}\n" for n in range(50_000)),
        "title too long": f"- {{title: {'x' * 1_000_000}, reason: x}}\n",
    },
    "decisions.yml": {
        "paths": "- {verdict: same, papers: [../x, /etc/passwd]}\n",
        "too many": "".join(f"- {{verdict: different, papers: [a{n}, b{n}]}}\n" for n in range(50_000)),
        "one": "- {verdict: same, papers: [a]}\n",
    },
}
"""Documents by file; each must be refused or be harmless."""
GENERAL = ("deep brackets", "deep lists", "many aliases", "alias of itself", "tag of Python", "huge number", "impossible date",
           "NUL", "surrogate as an escape", "not UTF-8", "keys that are lists", "file too large", "wrong types")  # fmt: skip
"""Documents that are also tried as each of these files."""


def attack_other_files(tally: Tally) -> None:
    """Replace the files of the content folder with hostile documents."""
    documents = {
        name: [*special.items(), *((case, YAML[case]) for case in GENERAL)] for name, special in LISTS.items()
    }
    for layer in range(max(map(len, documents.values()))):
        chosen = {name: cases[layer] for name, cases in documents.items() if layer < len(cases)}
        root = _fresh(tally)
        for name, (_, text) in chosen.items():
            _write(root, name, text)
        tally.cases += len(chosen)
        runs = (command(root, "check"), build_command(root, root.parent / "site"))
        if not any(find_flaw(run(arguments, root)) for arguments in runs):
            tally.refused += len(chosen)
            continue
        for name, (case, text) in chosen.items():
            alone = _fresh(tally)
            _write(alone, name, text)
            tally.run(f"{name}: {case}", command(alone, "check"), alone)
            tally.run(f"{name}: {case}", build_command(alone, alone.parent / "site"), alone)


def attack_with_slow_texts(tally: Tally) -> None:
    """Build a list with slow texts of the maximum length in every field."""
    import yaml

    root = _fresh(tally)
    for number, piece in enumerate(SLOW):
        record = {name: (piece * length)[:length] for name, length in LONGEST.items()}
        record |= {"title": f"t{number} {record['title']}"[: LONGEST["title"]].strip(), "topics": ["doughs"]}
        record |= {"authors": [(piece * 200)[:200].strip() or "x"] * 20}
        record = {key: value for key, value in record.items() if not isinstance(value, str) or value.strip()}
        _write(root, f"papers/slow-{number:03}.yml", yaml.safe_dump(record, default_style='"', width=10**9))
    topics = [
        {
            "id": f"s{number}",
            "title": f"s{number}",
            "scope": "x",
            "introduction": f"{(piece * 3000)[:3000]} end",
        }
        for number, piece in enumerate(SLOW)
    ]
    topics += [
        {"id": "doughs", "title": "Doughs", "scope": "x"},
        {"id": "ovens", "title": "Ovens", "scope": "x"},
    ]
    groups = {"groups": [{"id": "g", "title": "G", "topics": topics}]}
    _write(root, "topics.yml", yaml.safe_dump(groups, default_style='"', width=10**9))
    tally.cases += len(SLOW)
    tally.run("slow texts", command(root, "check"), root)
    tally.run("slow texts", build_command(root, root.parent / "site"), root)
