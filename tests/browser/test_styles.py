"""Styles cost little while something trains.

A rule with ``:has`` is asked again with whatever changes below the element that it is about, and Plotly changes a
hundred elements with each curve: no such rule is about what a chart stands in.
"""

import pytest

# The rules with :has that are about an element in which a chart is. Those that look at children or siblings only cost
# nothing, and so do those for paper.
ABOUT_CHARTS = """
const found = [];
const look = (rules) => {
  for (const rule of rules) {
    if (rule.cssRules?.length && rule.media?.mediaText !== "print") look(rule.cssRules);
    for (const selector of (rule.selectorText ?? "").split(/,(?![^(]*\\))/)) {
      const at = selector.search(/(:not\\()?:has\\((?!\\s*[>+~])/);
      if (at < 0) continue;
      const about = selector.slice(0, at).trim();
      const all = document.querySelectorAll(!about || /[>+~]$/.test(about) ? `${about} *` : about);
      if ([...all].some((element) => element.querySelector("[data-height]"))) found.push(selector);
    }
  }
};
for (const sheet of document.styleSheets) look(sheet.cssRules);
return found;
"""


@pytest.mark.first
@pytest.mark.parametrize("name", ["page", "race", "activations"])
def test_no_rule_looks_into_what_a_chart_stands_in(request, name):
    page = request.getfixturevalue(name)
    assert len(page.css("[data-height]")) > 0
    assert page.js(ABOUT_CHARTS) == []
    page.js("document.styleSheets[0].insertRule('.main:has(.trace) { color: red }')")
    assert page.js(ABOUT_CHARTS) == [".main:has(.trace)"]
