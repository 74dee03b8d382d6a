"""Only wires: the look of the house, its menus and its desk into Wagtail's admin, and the serving of pages."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from wagtail import hooks

from cms import admin_api
from cms.desk import LatestPiecesPanel, NewWorkPanel
from cms.serving import serve_to_everybody
from organization.borrowed import read_reviews_once

STYLES = ("rotativa/css/fonts.css", "rotativa/admin/brand.css")

#: Wagtail's own news, in English and for its own sake.
FOREIGN_HELP = ("editor-guide", "whats-new-in-wagtail-")


@hooks.register("insert_global_admin_css")
def house_style():
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLES))


@hooks.register("insert_global_admin_js")
def moments_stay_as_typed():
    # No module: it has to run before the fields of the page make their pickers.
    return format_html('<script src="{}"></script>', static("rotativa/admin/moments.js"))


@hooks.register("construct_help_menu")
def keep_help_of_the_house(request, menu_items):
    menu_items[:] = [item for item in menu_items if not item.name.startswith(FOREIGN_HELP)]


@hooks.register("construct_homepage_panels")
def set_the_desk(request, panels):
    panels += [NewWorkPanel(), LatestPiecesPanel()]


hooks.register("on_serve_page", serve_to_everybody, order=100)


@hooks.register("before_edit_page")
def read_the_review_once(request, page):
    """What is sent in a POST may change the review: there it is read anew."""
    if request.method == "GET":
        read_reviews_once(page)


@hooks.register("before_move_page")
def ask_before_the_move_is_shown(request, page, destination):
    """Wagtail asks who may move a page when it is moved; the question names the page to whoever opens it."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("construct_admin_api", order=100)
def let_the_api_of_the_admin_only_read(router):
    for name, viewset in admin_api.ENDPOINTS.items():
        router.register_endpoint(name, viewset)
