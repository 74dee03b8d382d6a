"""How the library of the office says how the rights of a piece stand."""

from django import template

from media_assets.library.rights_standing import standing_of

register = template.Library()


@register.filter
def rights_standing(piece):
    """The standing of the rights today; reads what was listed."""
    return standing_of(piece)
