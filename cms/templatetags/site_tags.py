"""What public templates ask about the site: its chrome, days in Spanish, pages of a listing."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.html import format_html
from wagtail.models import Site

from cms.chrome import chrome_for
from cms.memory import memory

register = template.Library()

#: Letters from which a headline is set one or two sizes smaller, so that it keeps within four lines.
LONG_HEADLINE, VERY_LONG_HEADLINE = 60, 100


@register.simple_tag(takes_context=True)
def site_chrome(context):
    """The name, contacts and navigation around the page, or None where there is no site."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return chrome_for(site) if site else None


@register.simple_tag(takes_context=True)
def masthead(context):
    """The nameplate, the search box and the sections, with the one where the reader is."""
    return _around(context, "components/masthead.html", "sections")


@register.simple_tag(takes_context=True)
def foot(context):
    """Who publishes, how to reach them, and the standing pages."""
    return _around(context, "components/foot.html", "standing")


def _around(context, template_name, links):
    """A part of the chrome, which only differs by the link that is current, remembered for each."""
    chrome, path = context.get("chrome"), getattr(context.get("request"), "path", "")
    here = [(link.url, path == link.url) for link in getattr(chrome, links, ()) if path.startswith(link.url)]
    key = ("around", template_name, chrome, *here)
    return memory.recall(key, lambda: get_template(template_name).template.render(context.new(context.flatten())))


@register.simple_tag(takes_context=True)
def current(context, url):
    """``aria-current`` for a link of the navigation: the page itself, or the section it is in."""
    path = getattr(context.get("request"), "path", "")
    if path == url:
        return format_html(' aria-current="{}"', "page")
    if url != "/" and path.startswith(url):
        return format_html(' aria-current="{}"', "true")
    return ""


@register.simple_tag(takes_context=True)
def address(context, page):
    """
    The address of a page of this site, as Wagtail's ``pageurl`` gives it.

    Cards ask for dozens: here it is a cut of the path and not a search in the URLconf.
    """
    chrome = context.get("chrome")
    if chrome and page.url_path.startswith(chrome.home_path):
        return chrome.home_url + page.url_path[len(chrome.home_path) :]
    return page.get_url(context.get("request")) or ""


@register.filter
def day(moment):
    """A date or moment as a ``<time>`` people read: «24 de noviembre de 2026», in Bogotá."""
    if not moment:
        return ""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return _time_element(moment.isoformat(), moment.year, moment.month, moment.day)


@lru_cache(maxsize=1000)
def _time_element(iso, *day):
    """Kept, since the same few days are told on every card of the site."""
    return format_html('<time datetime="{}">{}</time>', iso, date_format(date(*day), "DATE_FORMAT"))


@register.filter
def month_name(number):
    """«noviembre» for 11."""
    return MONTHS[number]


@register.filter
def headline_size(title):
    """The class modifier by the length of a headline: ``""``, ``long`` or ``very-long``."""
    length = len(str(title))
    if length > VERY_LONG_HEADLINE:
        return "very-long"
    return "long" if length > LONG_HEADLINE else ""


@register.filter
def page_numbers(page):
    """The numbers that the pagination of a listing shows, with ``…`` for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
