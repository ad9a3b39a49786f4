"""A bar chart as Word draws it itself: sharp at every size, in the landlord's colour, and told apart by pattern as well as colour."""

from __future__ import annotations

from collections.abc import Sequence

from generator.board_paper import Bar, Chart
from generator.render.word_package import HEAD, OFFICE
from generator.render.word_text import escape

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 360_000  # to a centimetre
_INK = "1f2933"
_SIZE = 800  # hundredths of a point
_FONT = "Arial"

# What is not the answer that one hopes for is light with a pattern, so that it differs from the full bars also in grey.
_PATTERNS = {
    "no": ("wdUpDiag", "a4420a", "ffffff"),
    "not_applicable": ("pct25", "6b7280", "ffffff"),
    "told": ("ltHorz", "374151", "ffffff"),
    "unanswered": ("pct5", "374151", "ffffff"),
}


def part(chart: Chart, accent: str) -> bytes:
    """The chart's own part of the package; ``accent`` is six figures of a colour that white can be read on."""
    longest = max(map(sum, zip(*(bar.values for bar in chart.bars), strict=True)))
    bars = "".join(_bar(number, bar, chart.categories, accent) for number, bar in enumerate(chart.bars))
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{OFFICE}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{bars}<c:gapWidth val="35"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        # the first section at the top, as in the table
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="6b7280"/></a:solidFill></a:ln></c:spPr>'
        f'{_text(_INK)}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{longest}"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="max"/></c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(_INK)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"
    ).encode()


def _bar(number: int, bar: Bar, categories: Sequence[str], accent: str) -> str:
    pattern = _PATTERNS.get(bar.answer)
    if pattern:
        name, front, back = pattern
        fill = f'<a:pattFill prst="{name}">{_colour("fgClr", front)}{_colour("bgClr", back)}</a:pattFill>'
        line = front
        label = f'<c:spPr><a:solidFill><a:srgbClr val="ffffff"/></a:solidFill></c:spPr>{_text(_INK, bold=True)}'
    else:
        fill, line = f'<a:solidFill><a:srgbClr val="{accent}"/></a:solidFill>', accent
        label = f"<c:spPr><a:noFill/></c:spPr>{_text('ffffff', bold=True)}"
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape(name)}</c:v></c:pt>' for i, name in enumerate(categories))
    figures = "".join(f'<c:pt idx="{i}"><c:v>{value}</c:v></c:pt>' for i, value in enumerate(bar.values))
    last = len(categories) + 1
    column = chr(ord("B") + number)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(bar.title)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr>{fill}<a:ln w="9525"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:ln></c:spPr>'
        # a figure on each part that there is: none on those of nought
        f'<c:invertIfNegative val="0"/><c:dLbls><c:numFmt formatCode="0;;;" sourceLinked="0"/>{label}<c:dLblPos val="ctr"/>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(categories)}"/>'
        f"{points}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>0</c:formatCode>"
        f'<c:ptCount val="{len(categories)}"/>{figures}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _colour(name: str, value: str) -> str:
    return f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'


def _text(colour: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{_SIZE}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/>'
        f'</a:solidFill><a:latin typeface="{_FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def drawing(chart: Chart, relation: str, width: int) -> str:
    """The chart in a line of text, ``width`` twentieths of a point wide, with its words for those who cannot see it."""
    across = width * 635
    down = round((1.1 + 0.44 * len(chart.categories)) * _EMU)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="1" name="{escape(chart.title)}" descr="{escape(chart.alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
