"""What a browser loads for a page."""

import re

CONNECTIONS = 6  # of a browser to one server
DASH = ("/_dash-layout", "/_dash-dependencies")
# What Dash loads only once a page has a chart: the HTML does not name it.
LAZY = (
    "/_dash-component-suites/dash/dcc/async-graph.js",
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
)
_FILES = re.compile(r'<(?:script|link)[^>]*?(?:src|href)="(/[^"]+)"')


def files(html: str) -> list[str]:
    """The addresses of scripts and styles that a page names."""
    return list(dict.fromkeys(_FILES.findall(html)))
