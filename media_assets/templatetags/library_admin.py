"""What the library of the office says of a piece, and what it offers to do with many."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button, ButtonWithDropdown, ListingButton

from media_assets.library.many.acts import offered_to
from media_assets.library.rights_standing import standing_of
from media_assets.models import Piece

register = template.Library()

#: Bulk actions with a button of their own; the others lie below «More», as Wagtail does it.
FIRST = 4


@register.filter
def rights_standing(piece):
    """The standing of the rights today; reads what was listed."""
    return standing_of(piece)


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def many_acts(context):
    """The buttons of the bulk actions: those alone that their own rule lets this user do."""
    actions = offered_to(context["request"].user)
    buttons = [
        _button(ListingButton, action, classname=" ".join(action.classes | {"bulk-action-btn"}))
        for action in actions[:FIRST]
    ]
    if more := [_button(Button, action) for action in actions[FIRST:]]:
        attrs = {"title": _("More bulk actions")}
        classname = "button button-secondary button-small"
        buttons.append(ButtonWithDropdown(label=_("More"), attrs=attrs, classname=classname, buttons=more))
    return {"buttons": buttons}


def _button(kind, action, **kwargs):
    url = reverse("wagtail_bulk_action", args=[Piece._meta.app_label, Piece._meta.model_name, action.action_type])
    attrs = {"aria-label": action.aria_label, "data-bulk-action-button": ""}
    return kind(action.display_name, url, attrs=attrs, priority=action.action_priority, **kwargs)
