"""Every check by its code, and the judgement of a master by those of its channel."""

from media_assets.inspection.checks import hearing, plates, printing, screens, soundness, watching
from media_assets.inspection.findings import Finding, Severity
from media_assets.inspection.specification import Specification

#: Of measures and checks together: a report of another engine is made again.
ENGINE = "6"

CHECKS = {
    check.code: check for module in (soundness, printing, plates, hearing, watching, screens) for check in module.checklist.checks
}
_ORDER = {Severity.BLOCKS: 0, Severity.WARNS: 1, Severity.INFORMS: 2}


def judge(facts: dict, specification: Specification) -> list[Finding]:
    """What is not as asked in a file with those facts; what blocks comes first."""
    if not facts:
        return []
    found = [
        Finding(
            check.code,
            str(deviation.severity or check.severity),
            deviation.found,
            deviation.expected,
            deviation.places,
            deviation.count,
        )
        for check in CHECKS.values()
        if specification.channel in check.channels
        for deviation in check.run(facts, specification)
    ]
    return sorted(found, key=lambda finding: _ORDER[Severity(finding.severity)])
