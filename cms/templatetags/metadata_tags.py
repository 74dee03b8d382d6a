"""What goes into ``<head>`` for machines."""

import json

from django import template
from django.utils.safestring import mark_safe
from wagtail.models import Site

from cms.chrome import chrome_for
from cms.metadata import describe

register = template.Library()

#: In JSON these are the same characters, and in HTML they can end no element.
HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context):
    """
    Description, canonical address, Open Graph, feeds and JSON-LD of what is shown.

    What is shown is ``piece`` or ``page`` of the context; elsewhere, the address itself.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    chrome = chrome_for(site) if site else None
    content = context.get("piece") or context.get("page") or None
    if not hasattr(content, "first_published_at"):
        content = None
    return {
        "metadata": describe(content, request, chrome),
        "site_name": chrome.office_name if chrome else "",
        "is_search": bool(request and request.resolver_match and request.resolver_match.view_name == "search"),
        "is_preview": context.get("is_preview") or getattr(request, "is_preview", False),
    }


@register.filter
def json_ld(value):
    """
    The value as a JSON-LD data block. It is data and is never run, so that the policy
    against inline scripts does not concern it; nothing in it can close the element.
    """
    text = json.dumps(value, ensure_ascii=False).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
