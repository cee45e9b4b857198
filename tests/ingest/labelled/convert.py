"""Write the Australian Prime Minister's transcripts (XML) as markdown, until ``ingest`` reads them itself.

``python -m tests.ingest.labelled.convert FOLDER OUT`` converts a whole folder.
"""

from __future__ import annotations

import html
import json
import re
import sys
from datetime import datetime
from pathlib import Path


def to_markdown(xml: str) -> str:
    """Return one transcript as markdown with front matter: its title, date, type, and the prime minister's name."""

    def read(field: str) -> str:
        found = re.search(rf"<{field}>(.*?)</{field}>", xml, re.DOTALL)
        return html.unescape(found[1]).strip() if found else ""

    content = read("content").removeprefix("<![CDATA[").removesuffix("]]>")
    text = re.sub(r"</?(?:p|br|div|li|h\d)\b[^>]*>", "\n\n", content)
    text = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\u00a0", " ")
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    day = datetime.strptime(read("release-date"), "%d/%m/%Y").date()  # noqa: DTZ007 a day has no zone
    title = json.dumps(" ".join(read("title").split()), ensure_ascii=False)
    head = f'---\ntitle: {title}\ndate: {day}\ntags: ["{read("release-type")}"]\n'
    name = json.dumps(read("prime-minister"), ensure_ascii=False)
    return f"{head}prime-minister: {name}\n---\n\n" + "\n\n".join(filter(None, paragraphs)) + "\n"


if __name__ == "__main__":
    source, out = map(Path, sys.argv[1:3])
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*.xml")):
        (out / f"{file.stem}.md").write_text(to_markdown(file.read_text(encoding="utf-8")), encoding="utf-8")
