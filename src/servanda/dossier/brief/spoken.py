"""The brief's first page for a terminal."""

from __future__ import annotations

from servanda.dossier.brief.content import Block, Brief, Items, Matter, Paragraph, text_of


def brief_words(brief: Brief) -> str:
    """Give in plain text what the first page says: what it is worth, and the whole in short."""
    lines = [brief.title, brief.kicker, ""]
    for key in ("short", "changes"):
        section = brief.section(key)
        if section is not None:
            lines += [line for block in section.blocks for line in _lines(block)] + [""]
    contested = brief.section("contested")
    if contested is not None:
        lines.append(f"{contested.title}:")
        for block in contested.blocks:
            lines += _lines(block)
    return "\n".join(lines).rstrip()


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [text_of(block.words)]
        case Items():
            return [f"  {text_of(one)}" for one in block.items]
        case Matter():
            found = []
            for part in block.parts:
                found.append(f"  {text_of(block.title)}. {text_of(part.about)}: {part.said}")
                found += [f"    {text_of(one.side)}: {one.said}" for one in part.columns]
                found += [f"    {text_of(one)}" for one in part.notes]
            return found
        case _:
            return []
