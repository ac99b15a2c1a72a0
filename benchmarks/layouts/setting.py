"""Sets titles, items, paragraphs with notes beside them, frames and tables in a style, and records what was said."""

from random import Random

from benchmarks.layouts.press import BOTTOM, TOP, Place, Press, width
from benchmarks.layouts.style import HEIGHT, WIDTH
from benchmarks.layouts.truth import Agendum, Minutes, Piece

NOTES_WIDTH = {"spaces": 70.0, "ruled": 80.0, "own-line": 60.0, "wide": 105.0}
ACTION_HEADS = ("Action", "ACTION", "Action by")
PAD = 4.0


class Setter:
    """Sets one document; `truth.order` grows with everything that is set, in reading order."""

    def __init__(self, press: Press, truth: Minutes, chance: Random) -> None:
        self.press, self.truth, self.chance = press, truth, chance
        self.centred = chance.random() < 0.5
        self.indent = chance.choice((0.0, 22.0, 30.0))
        self.table_top = TOP

    def said(self, piece: Piece) -> None:
        """Record a piece as the next in reading order."""
        self.truth.order.append(piece)

    def title(self) -> None:
        """Set the body, the day, the time and the place."""
        style = self.press.style
        for words in self.truth.title:
            left = style.left
            if self.centred:
                left = (WIDTH - width(words, style.bold, style.size)) / 2
            self.press.write(words, left, self.press.top, bold=True)
            self.press.top += 1.4 * self.press.leading
            self.said(Piece("title", words))
        self.press.skip(0.8)

    def body(self) -> None:
        """Set all items, and what belongs between and after them."""
        press, style = self.press, self.press.style
        press.columns, press.column_top = style.columns, press.top
        if style.action in NOTES_WIDTH:
            self._action_head()
        for item in self.truth.items:
            self._item(item)
        if style.action == "ruled":
            self._close_rules()
        if self.truth.log:
            self._log()

    def furniture(self) -> None:
        """Set the headers and footers of all pages."""
        style, truth = self.press.style, self.truth
        for page in range(1, self.press.page + 1):
            names = {"page": page, "pages": self.press.page, "body": truth.body, "date": truth.date}
            for place, words in enumerate(style.header):
                self._furnish(words.format(**names), 36 + 13 * place, page)
            for place, words in enumerate(style.footer):
                self._furnish(words.format(**names), HEIGHT - 46 + 13 * place, page)

    def table(self, rows: list[Piece], shares: tuple[float, ...], *, indent: float = 0.0) -> None:
        """Set rows of cells between rules; the first row is bold."""
        press = self.press
        # Without rules rows may follow one another as closely as the lines of a cell.
        padding = self.chance.choice((0.0, 2 * PAD)) if press.style.borders == "none" else 2 * PAD
        left, right = press.frame()
        left += indent
        scale = (right - left) / sum(shares)
        edges = [left]
        for share in shares:
            edges.append(edges[-1] + share * scale)
        for place, row in enumerate(rows):
            bold = place == 0
            cells = [
                press.lines(words, edges[at + 1] - edges[at] - 2 * PAD, bold=bold) for at, words in enumerate(row.cells)
            ]
            height = max(map(len, cells)) * press.leading + padding
            press.need(height)
            top = press.top - press.leading + PAD / 2
            for at, lines in enumerate(cells):
                for line, words in enumerate(lines):
                    press.write(words, edges[at] + PAD, press.top + PAD / 2 + line * press.leading, bold=bold)
            self._borders(edges, top, top + height)
            press.top += height
            self.said(row)
        press.skip(0.8)

    def _borders(self, edges: list[float], top: float, bottom: float) -> None:
        borders = self.press.style.borders
        if borders == "all":
            for edge in edges:
                self.press.rule(edge, top, edge, bottom)
        if borders != "none":
            for height in (top, bottom):
                self.press.rule(edges[0], height, edges[-1], height)

    def _action_head(self) -> None:
        press, style = self.press, self.press.style
        press.reserved = NOTES_WIDTH[style.action or ""]
        press.write(self.chance.choice(ACTION_HEADS), WIDTH - style.right - press.reserved + PAD, press.top, bold=True)
        self.table_top = press.top - press.leading
        press.top += 1.5 * press.leading
        if style.action == "ruled":
            press.at_new_page.append(self._break_rules)

    def _break_rules(self) -> None:
        self._uprights(self.press.page - 1, self.table_top, HEIGHT - BOTTOM + 4)
        self.table_top = TOP - self.press.leading

    def _close_rules(self) -> None:
        bottom = self.press.top - 0.5 * self.press.leading
        self._uprights(self.press.page, self.table_top, bottom)

    def _uprights(self, page: int, top: float, bottom: float) -> None:
        press, style = self.press, self.press.style
        left, right = style.left - 8, WIDTH - style.right + 4
        for edge in (left, right - press.reserved, right):
            press.rule(edge, top, edge, bottom, page=page)
        for height in (top, bottom):
            press.rule(left, height, right, height, page=page)

    def _item(self, item: Agendum) -> None:
        press, style = self.press, self.press.style
        press.need(3 * press.leading)
        if style.action == "ruled":
            press.rule(style.left - 8, press.top - press.leading, WIDTH - style.right + 4, press.top - press.leading)
        self._heading(item)
        rows: list[Piece] = []
        for piece in item.pieces:
            if piece.kind == "row":
                rows.append(piece)
            else:
                self._piece(piece)
        if rows:
            press.skip(0.6)
            self.table(rows, (4, 6, 2, 2), indent=self.indent)
        press.skip(0.9)

    def _heading(self, item: Agendum) -> None:
        numbering = self.press.style.numbering
        number = (
            item.number if numbering in ("parish", "irish") else self.chance.choice((item.number, f"{item.number}."))
        )
        number = f"{item.number}." if numbering in ("bold", "decimal") else number
        title = item.title.upper() if numbering in ("capitals", "agenda", "irish") else item.title
        if numbering == "agenda":
            title += f" (Agenda Item {self.chance.randint(1, 12)})"
        if numbering == "parish":
            title = f"To discuss {title[0].lower()}{title[1:]}"
        self.press.paragraph(title, marker=number, bold=True, indent=self.press.hang(number), keep=2)
        self.said(Piece("heading", title, number))

    def _piece(self, piece: Piece) -> None:
        press = self.press
        if piece.box:
            self._box(piece)
            return
        indent = self.indent + (press.hang(piece.marker) if piece.marker else 0)
        places = press.paragraph(piece.words, marker=piece.marker, indent=indent)
        if piece.owners:
            self._notes(piece, places)
        press.skip(press.style.gap)
        self.said(piece)

    def _notes(self, piece: Piece, places: list[Place]) -> None:
        press, style = self.press, self.press.style
        edge = WIDTH - style.right
        initials = all(owner.isupper() for owner in piece.owners)
        words = "/".join(piece.owners) if initials else ", ".join(piece.owners)
        if style.action == "line-end" or style.action == "own-line":
            room = edge - places[-1].right
            if style.action == "own-line" or room < width(words, style.bold, style.size) + 14:
                press.need(press.leading)
                places = [Place(press.page, press.top, 0)]
                press.top += press.leading
            left = edge - width(words, style.bold, style.size)
            press.write(words, left, places[-1].top, bold=True, page=places[-1].page)
            return
        column = edge - press.reserved + PAD
        self._stacked(piece, words, column, places)

    def _stacked(self, piece: Piece, words: str, column: float, places: list[Place]) -> None:
        """Notes in a column of their own: broken to its width, from the first line down or at the last."""
        press, style = self.press, self.press.style
        several = len(piece.owners) > 1 and style.action == "wide"
        parts = list(piece.owners) if several else [words]
        lines = [line for part in parts for line in press.lines(part, press.reserved - 2 * PAD)]
        lines += [piece.due] if piece.due else []
        first = places[0] if style.tie == "first" or len(lines) > 1 else places[-1]
        if first.top + len(lines) * press.leading > HEIGHT - BOTTOM + press.leading:
            lines = [" ".join(lines)] if style.action != "wide" else lines
        for place, line in enumerate(lines):
            press.write(line, column, first.top + place * press.leading, page=first.page)
        if first.page == press.page:
            press.top = max(press.top, first.top + len(lines) * press.leading)

    def _box(self, piece: Piece) -> None:
        press, style = self.press, self.press.style
        left, right = press.frame()
        inner = 0.36 * (right - left)
        lines = press.lines(piece.words, inner - 2 * PAD)
        height = len(lines) * press.leading + 2 * PAD
        press.need(height + 2 * press.leading)
        top = press.top - style.size
        edge = right - inner
        for place, line in enumerate(lines):
            press.write(line, edge + PAD, press.top + PAD / 2 + place * press.leading)
        for x in (edge, right):
            press.rule(x, top, x, top + height)
        for y in (top, top + height):
            press.rule(edge, y, right, y)
        press.holes.append((press.page, top, top + height, edge - 12))
        self.said(piece)

    def _log(self) -> None:
        rows = self.truth.log
        self.press.skip(1.0)
        self.press.need(5 * self.press.leading)
        self.press.paragraph("ACTION LOG", bold=True)
        self.said(Piece("heading", "ACTION LOG"))
        self.press.skip(0.5)
        self.table(list(rows), (1.3, 6, 4, 2.4, 2.4) if len(rows[0].cells) == 5 else (6, 4, 2.4, 2.4))

    def _furnish(self, words: str, top: float, page: int) -> None:
        style = self.press.style
        left = (WIDTH - width(words, style.font, style.size)) / 2 if self.centred else style.left
        self.press.write(words, left, top, page=page)
        self.truth.furniture.append(words)
