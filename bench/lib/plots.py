"""Two plots as SVG, by hand: they need no library, and differ between two runs only in what was measured."""

import math
from html import escape

_WIDTH, _LEFT, _RIGHT, _STEP = 900, 430, 40, 26
_COLOURS = {"stretch": "#2e7d32", "must": "#7cb342", "below": "#c62828", "told": "#78909c"}
_STYLE = (
    "text{font:12px sans-serif;fill:#222}.small{font-size:11px;fill:#555}.title{font-size:15px;font-weight:bold}"
    ".axis{stroke:#bbb}.mark{stroke:#222;stroke-width:1.5}"
)


class _Scale:
    """Logarithmic, from `least` to `most`."""

    def __init__(self, least, most):
        self.least, self.most = least, most

    def __call__(self, value):
        value = min(max(value, self.least), self.most)
        part = math.log(value / self.least) / math.log(self.most / self.least)
        return _LEFT + part * (_WIDTH - _LEFT - _RIGHT)


def _svg(title, subtitle, height, parts):
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f'<title>{escape(title)}</title><style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>'
        f'<text class="title" x="16" y="24">{escape(title)}</text>'
        f'<text class="small" x="16" y="42">{escape(subtitle)}</text>'
    )
    return head + "\n".join(parts) + "</svg>\n"


def _line(x, top, bottom, kind="axis"):
    return f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'


def _bar(x, to, y, height, colour):
    left, right = min(x, to), max(x, to)
    return f'<rect x="{left:.1f}" y="{y}" width="{right - left:.1f}" height="{height}" fill="{colour}"/>'


def _text(x, y, text, kind="", anchor="start"):
    return f'<text class="{kind}" x="{x:.1f}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _short(text, most=60):
    return text if len(text) <= most else text[: most - 1] + "…"


def goodness(line, value):
    """How often the mark is reached: 1 is the mark itself, more is better whichever way the line counts."""
    if math.isnan(value) or value <= 0:
        return math.nan
    return value / line.must if line.at_least else line.must / value


def marks(results):
    """Each line with a mark against it: the median as a bar, the rounds as dots, the stretch as a stroke."""
    shown = [
        result
        for result in results
        if result.line.must and not math.isnan(goodness(result.line, result.value))
    ]
    scale = _Scale(0.25, 8)
    top, bottom = 60, 60 + _STEP * len(shown)
    parts = []
    for tick in (0.25, 0.5, 1, 2, 4, 8):
        parts.append(_line(scale(tick), top, bottom, "mark" if tick == 1 else "axis"))
        parts.append(_text(scale(tick), bottom + 16, f"{tick:g}", "small", "middle"))
    for number, result in enumerate(shown):
        y = top + number * _STEP
        line = result.line
        parts.append(_text(_LEFT - 8, y + 17, _short(line.what), anchor="end"))
        found = goodness(line, result.value)
        parts.append(_bar(scale(1), scale(found), y + 5, _STEP - 12, _COLOURS[result.verdict]))
        if line.stretch is not None:
            parts.append(_line(scale(goodness(line, line.stretch)), y + 2, y + _STEP - 4, "mark"))
        for figure in result.figures:
            x = scale(goodness(line, figure.value))
            parts.append(f'<circle cx="{x:.1f}" cy="{y + 12}" r="2.5" fill="#222"/>')
    subtitle = (
        "1 is the mark that must be reached; strokes are the stretch, dots the rounds, bars their median"
    )
    return _svg("Each line against its mark", subtitle, bottom + 28, parts)


def sides(results):
    """Ours beside its yardstick, in what each does a second."""
    shown = []
    for result in results:
        rates = [(name, value) for name, value in result.parts.items() if name.endswith("/s") and value > 0]
        if len(rates) >= 2:
            shown.append((result.line, rates[:2]))
    scale = _Scale(10, 1_000_000)
    height, top = 2 * _STEP - 8, 60
    bottom = top + height * len(shown)
    parts = []
    for power in range(1, 7):
        parts.append(_line(scale(10**power), top, bottom))
        parts.append(_text(scale(10**power), bottom + 16, f"{10**power:,}", "small", "middle"))
    for number, (line, rates) in enumerate(shown):
        y = top + number * height
        parts.append(_text(_LEFT - 8, y + 17, _short(line.what), anchor="end"))
        parts.append(
            _text(_LEFT - 8, y + 33, _short("against: " + line.against.replace("`", "")), "small", "end")
        )
        for at, (name, rate) in enumerate(rates):
            parts.append(_bar(scale(10), scale(rate), y + 6 + at * 16, 13, ("#90caf9", "#b0bec5")[at]))
            parts.append(_text(scale(10) + 4, y + 17 + at * 16, f"{rate:,.0f} {name}", "small"))
    return _svg("Ours (blue) and the yardstick (grey)", "a second, logarithmic", bottom + 28, parts)
