"""What goes into a spreadsheet as text stays text (CWE-1236), whoever exports it."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

#: What a spreadsheet would take for a formula when a cell begins with it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(value) -> str:
    """The value as text that no spreadsheet runs as a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def keep_exports_plain():
    """
    Have every export of Wagtail's listings and reports write text as such.

    In .xlsx Wagtail marks each cell as text; in .csv it writes titles and names as people typed them.
    """
    SpreadsheetExportMixin.custom_value_preprocess[str] = {SpreadsheetExportMixin.FORMAT_CSV: plain_cell}
