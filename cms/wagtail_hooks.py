"""Only wires: the look of the house and the order of its menu into Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks

STYLES = ("rotativa/css/fonts.css", "rotativa/admin/brand.css")


@hooks.register("insert_global_admin_css")
def house_style():
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLES))
