"""How the blocks whose editor needs something more reach the browser."""

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from .text import TableBlock


class TableBlockAdapter(StructBlockAdapter):
    """Brings the Spanish words of the grid's menu, right after the grid itself."""

    @cached_property
    def media(self):
        grid = versioned_static("table_block/js/vendor/handsontable-6.2.2.full.min.js")
        return super().media + forms.Media(js=[grid, versioned_static("rotativa/admin/table-es.js")])


register(TableBlockAdapter(), TableBlock)
