"""Columns that listings of pieces share."""

from wagtail.admin.ui.tables import BaseColumn


class ThumbnailColumn(BaseColumn):
    cell_template_name = "media_assets/admin/thumbnail_cell.html"


class StateColumn(BaseColumn):
    cell_template_name = "media_assets/admin/state_cell.html"
