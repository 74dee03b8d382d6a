"""What axe says of a page, in the words of a failing test."""

from functools import cache

from axe_playwright_python.sync_playwright import Axe

#: WCAG 2.2 AA: the levels that the house promises.
STANDARD = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: In another colour scheme the document is the same: only these can change their mind.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

#: A colour on its way from one scheme to the other is neither's; what turns for ever has no end to jump to.
SETTLE = """
document.getAnimations().forEach(animation => {
  if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
});
"""


@cache
def _script():
    return Axe().axe_script


def violations(page, rules=None, exclude=()) -> list[str]:
    """``["rule: selector (what is wrong)"]`` of the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    page.evaluate(SETTLE)
    found = page.evaluate(
        "([context, options]) => axe.run(context, options).then(results => results.violations)",
        [
            {"include": [["html"]], "exclude": [[selector] for selector in exclude]},
            {"runOnly": rules or STANDARD, "resultTypes": ["violations"]},
        ],
    )
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))} ({' '.join(node['failureSummary'].split())})"
        for violation in found
        for node in violation["nodes"]
    ]
