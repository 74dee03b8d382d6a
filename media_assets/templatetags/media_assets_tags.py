"""What templates of any room ask of the library."""

from django import template

from media_assets import renditions

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(image, sizes="100vw", alt=None, crop="", priority=False, **attributes):
    """
    ``{% picture image sizes="(min-width: 60rem) 50vw, 100vw" class="lead" priority=True %}``

    ``alt`` defaults to the description of the image (or what its block says);
    ``crop="card"`` takes the 3:2 crop around the focal point; ``priority`` is for
    the one picture that readers see first.
    """
    if alt is None:
        alt = _alternative_text(image)
    return {
        "pictured": renditions.sources(image, crop) if image else None,
        "sizes": sizes,
        "alt": alt,
        "css_class": attributes.get("class", ""),
        "priority": priority,
    }


def _alternative_text(image):
    """What Wagtail's image block says of this use of the image, or else its description."""
    if image is None or getattr(image, "decorative", False):
        return ""
    return getattr(image, "contextual_alt_text", None) or image.default_alt_text
