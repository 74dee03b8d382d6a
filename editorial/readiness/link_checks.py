"""
Whether links that lead outside are alive: asked in the background, told beside the text.

A site that is down is no fault of the bulletin, so nothing here blocks.
"""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.readiness.contents import rich_texts_of, short
from editorial.readiness.findings import Finding, Severity

LINK = re.compile(r'<a\b[^>]*\shref="(https?://[^"]+)"[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE)
#: Of one content; no bulletin has as many.
MOST_LINKS = 50
#: What was learnt holds for so long for who saves a draft, and for the scheduler.
FRESH_FOR_A_DRAFT = timedelta(days=1)
FRESH_FOR_THE_HOUSE = timedelta(days=7)
#: A question that nobody has answered by then was lost with its worker.
ANSWERED_WITHIN = timedelta(minutes=30)


def outside_links(content) -> list[tuple]:
    """``(place, address, text)`` of the links that lead out of the house, in order."""
    found = []
    for place, html in rich_texts_of(content):
        for address, text in LINK.findall(html):
            url = urldefrag(unescape(address).strip()).url
            if not _is_own(url):
                found.append((place, url, strip_tags(unescape(text)).strip()))
    return found[:MOST_LINKS]


def _is_own(url):
    try:
        return urlsplit(url).netloc == urlsplit(settings.SITE_URL).netloc
    except ValueError:
        return False


def due(urls, now, fresh_for) -> list[str]:
    """Of those addresses, the ones to ask now; they are marked as asked, so that the next save does not ask again."""
    from editorial.models import LinkCheck
    from editorial.models.link_check import address_key

    keys = {address_key(url): url for url in urls}
    if not keys:
        return []
    known = LinkCheck.objects.in_bulk(keys, field_name="key")
    fresh = [LinkCheck(url=url, key=key) for key, url in keys.items() if key not in known]
    LinkCheck.objects.bulk_create(fresh, ignore_conflicts=True)
    return _mark_asked(LinkCheck.objects.filter(key__in=keys), now, fresh_for)


def old_ones(now) -> list[str]:
    """Addresses that nobody has asked for long, the oldest first, as many as one task takes."""
    from editorial.models import LinkCheck

    return _mark_asked(LinkCheck.objects.order_by("checked_at", "pk"), now, FRESH_FOR_THE_HOUSE)


def _mark_asked(checks, now, fresh_for):
    stale = Q(checked_at=None) | Q(checked_at__lt=now - fresh_for)
    unasked = Q(asked_at=None) | Q(asked_at__lt=now - ANSWERED_WITHIN)
    asked = dict(checks.filter(stale, unasked).values_list("pk", "url")[:MOST_LINKS])
    if asked:
        checks.model.objects.filter(pk__in=asked).update(asked_at=now)
    return list(asked.values())


def ask(urls, bounds=None):
    """Ask each address and keep its answer; while the network is down, what was known before stays."""
    from editorial.models import LinkCheck
    from editorial.models.link_check import address_key
    from editorial.readiness.link_probe import probe

    for url in urls[:MOST_LINKS]:
        answer = probe(url, bounds)
        if answer.reason == LinkCheck.Reason.NETWORK:
            continue
        LinkCheck.objects.update_or_create(
            key=address_key(url),
            defaults={
                "url": url,
                "status": answer.status,
                "reason": answer.reason,
                "http_status": answer.http_status,
                "checked_at": timezone.now(),
            },
        )


def ask_in_background(content):
    """After a draft is saved: have its links asked that are new or that nobody asked today."""
    from editorial.tasks import check_links

    urls = [url for _place, url, _text in outside_links(content)]
    if asked := due(urls, timezone.now(), FRESH_FOR_A_DRAFT):
        check_links.enqueue(asked)


def renew():
    """By the scheduler: have asked what was learnt long ago."""
    from editorial.tasks import check_links

    if asked := old_ones(timezone.now()):
        check_links.enqueue(asked)


def outside(content, moment):
    """What the background has learnt about the links of the content."""
    from editorial.models import LinkCheck
    from editorial.models.link_check import address_key

    links = outside_links(content)
    checks = LinkCheck.objects.in_bulk({address_key(url) for _p, url, _t in links}, field_name="key") if links else {}
    unasked = 0
    for place, url, text in links:
        check = checks.get(address_key(url))
        if check is None or check.checked_at is None:
            unasked += 1
        elif check.status == LinkCheck.Status.BROKEN:
            yield _finding(
                "link-dead",
                Severity.WARNS,
                _("The link «%(text)s» does not work: %(reason)s."),
                _("Open %(url)s and mend the address, or take the link out. Checked on %(when)s."),
                (place, text, check),
            )
        elif check.status == LinkCheck.Status.UNKNOWN:
            yield _finding(
                "link-unknown",
                Severity.INFORMS,
                _("Whether the link «%(text)s» works is not known: %(reason)s."),
                _("Open %(url)s to see for yourself. Checked on %(when)s."),
                (place, text, check),
            )
    if unasked:
        yield Finding(
            "links-unchecked",
            Severity.INFORMS,
            ngettext(
                "%(count)d link to another site has not been checked yet.",
                "%(count)d links to other sites have not been checked yet.",
                unasked,
            )
            % {"count": unasked},
            _("The running text"),
            _("They are checked in the background, once there is a network; nothing waits for it."),
        )


def _finding(code, severity, what, how, about):
    place, text, check = about
    when = date_format(timezone.localtime(check.checked_at), "DATETIME_FORMAT")
    return Finding(
        code,
        severity,
        what % {"text": short(text or check.url), "reason": check.get_reason_display()},
        place.where,
        how % {"url": short(check.url, 120), "when": when},
        place.field,
        place.block,
    )
