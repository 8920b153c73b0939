"""OFD files for the tests, made from our own words: millimetres from the top left, as the format counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from making import archive

WIDTH, HEIGHT = 210, 297
POINTS = 72 / 25.4
SIZE = 4.0
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: str, template: str = "", parts: Mapping[str, str] | None = None, common: str = "") -> bytes:
    """Return an OFD whose pages draw ``pages``, each on ``template``; more ``parts`` by path from Doc_0."""
    return archive(
        {
            "OFD.xml": entry("Doc_0/Document.xml"),
            **document("Doc_0", pages, template, common),
            **{f"Doc_0/{name}": content for name, content in (parts or {}).items()},
        }
    )


def entry(*roots: str) -> str:
    """Return the entry file of an archive with documents at ``roots``."""
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>" for root in roots)
    return f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD">{bodies}</ofd:OFD>'


def document(folder: str, pages: Iterable[str], template: str = "", common: str = "") -> dict[str, str]:
    """Return the parts of one document by path."""
    area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
    files: dict[str, str] = {}
    listed = ""
    for index, content in enumerate(pages):
        listed += f'<ofd:Page ID="{index + 1}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
        files[f"{folder}/Pages/Page_{index}/Content.xml"] = page(
            content, '<ofd:Template TemplateID="99"/>' if template else ""
        )
    if template:
        common += '<ofd:TemplatePage ID="99" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        files[f"{folder}/Tpls/Tpl_0/Content.xml"] = page(template)
    files[f"{folder}/Document.xml"] = (
        f"<ofd:Document {_SPACE}><ofd:CommonData>{area}{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
    )
    return files


def page(content: str, before: str = "") -> str:
    """Return a page or template with one layer of objects."""
    return part("Page", f"{before}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>")


def part(name: str, inside: str) -> str:
    """Return the XML of a part whose root is ofd:``name``."""
    return f"<ofd:{name} {_SPACE}>{inside}</ofd:{name}>"


def words(x: float, y: float, text: str, deltas: str | None = None, **attributes: object) -> str:
    """Return a text object with its corner at ``x``, ``y`` and its baseline one size below."""
    steps = f"g {len(text) - 1} {SIZE}" if deltas is None else deltas
    moves = f' DeltaX="{steps}"' if steps and len(text) > 1 else ""
    code = f'<ofd:TextCode X="0" Y="{SIZE}"{moves}>{text}</ofd:TextCode>'
    return text_object(x, y, code, **attributes)


def text_object(x: float, y: float, codes: str, **attributes: object) -> str:
    """Return a text object with its corner at ``x``, ``y`` around ``codes``."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<ofd:TextObject Boundary="{x} {y} 150 6" Font="1" Size="{SIZE}"{more}>{codes}</ofd:TextObject>'


def picture(x: float, y: float, width: float, height: float) -> str:
    """Return an image object."""
    return f'<ofd:ImageObject Boundary="{x} {y} {width} {height}" ResourceID="7"/>'
