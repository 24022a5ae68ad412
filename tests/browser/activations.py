"""The page of activations, as a person uses it."""

from tests.browser.view import View


class Activations(View):
    """The page of activations."""

    READY = (
        "document.querySelectorAll('#probe-table tr').length === 3"
        " && document.querySelectorAll('#function-chart .scatterlayer .trace').length > 3"
        " && document.querySelectorAll('#signal-b-backward .bars .point').length > 0"
        " && document.querySelector('#softmax-sum').textContent !== ''"
    )

    def wait_until_ready(self):
        """With its charts, which come once somebody does something on the page."""
        self.until(lambda: self.css("#chosen-legend li"), "the page")
        self.come_near()
        super().wait_until_ready()

    def come_near(self):
        self.js(
            "document.getElementById('chosen-legend').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))"
        )

    def choose_function(self, key):
        """Choose a function, or unchoose it."""
        was = self.pressed(f"pick-{key}")
        self.click(f"pick-{key}")
        self.until(lambda: self.pressed(f"pick-{key}") != was, f"{key} is chosen or not")

    def curves(self, chart="function-chart"):
        """The lines of a chart by their names: what plotly has drawn, nothing before there is a chart."""
        lines = self.js(
            "const plot = document.querySelector(`#${arguments[0]} .js-plotly-plot`);"
            "return (plot?._fullData ?? []).filter((t) => t.mode === 'lines')"
            ".map((t) => [t.name, Array.from(t.x), Array.from(t.y), t.line.color]);",
            chart,
        )
        return {name: (x, y, color) for name, x, y, color in lines}

    def marks(self, chart, symbol):
        """The places of the marks of a kind."""
        return self.js(
            "const plot = document.querySelector(`#${arguments[0]} .js-plotly-plot`);"
            "return (plot?._fullData ?? []).filter((t) => t.mode === 'markers' && t.marker.symbol === arguments[1])"
            ".flatMap((t) => Array.from(t.x, (x, i) => [x, t.y[i]]));",
            chart,
            symbol,
        )

    def slide(self, id_, value):
        """Move a slider, as a finger does: by what it tells the page."""
        self.js(
            "const input = document.getElementById(arguments[0]); input.value = arguments[1];"
            "input.dispatchEvent(new Event('input', { bubbles: true }));",
            id_,
            value,
        )

    def probe(self):
        """What the probe's table shows: name to f and its slope, as texts."""
        return {name: (f, df) for name, f, df in self.table("#probe-table tr")}

    def shares(self):
        return list(map(float, self.texts("#softmax-bars .share-value")))

    def cards(self):
        """The names on the cards that are shown."""
        return [card.text for card in self.css(".card h3") if card.is_displayed()]
