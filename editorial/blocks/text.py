"""The blocks of words and figures."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

#: What a paragraph may hold: nothing that a printed page or a screen reader would lose.
PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", PARAGRAPH_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "editorial/blocks/paragraph.html"
        description = _("Running text, with links and lists.")
        preview_value = "<p>La Administración Distrital abre la convocatoria a partir del lunes.</p>"


class HeadingBlock(blocks.StructBlock):
    """A heading inside the body. Level 2 opens a section, level 3 divides it."""

    text = blocks.CharBlock(label=_("Heading"), max_length=140)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", _("Section")), ("3", _("Subsection"))], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        template = "editorial/blocks/heading.html"
        description = _("Opens a section and appears in the table of contents.")
        preview_value = {"text": "Rutas y horarios", "level": "2"}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["anchor"] = slugify(value["text"])
        return context


class QuoteBlock(blocks.StructBlock):
    """The words of a spokesperson."""

    text = blocks.TextBlock(label=_("Quote"), max_length=600, rows=3, help_text=_("Without quotation marks."))
    speaker = blocks.CharBlock(label=_("Who says it"), max_length=120)
    office = blocks.CharBlock(label=_("Office"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        label_format = "{speaker}"
        template = "editorial/blocks/quote.html"
        description = _("Words of a spokesperson, with name and office.")
        preview_value = {
            "text": "Caminar la ciudad es la primera forma de cuidarla.",
            "speaker": "Secretaría de Movilidad",
            "office": "",
        }


class FigureNumberBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=24, help_text=_("For example 12.400 or 38 %."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)

    class Meta:
        label = _("Figure")
        icon = "order"


class FiguresBlock(blocks.StructBlock):
    """Two to four figures that sum a story up."""

    items = blocks.ListBlock(FigureNumberBlock(), label=_("Figures"), min_num=2, max_num=4)
    source = blocks.CharBlock(label=_("Source"), max_length=160, required=False)

    class Meta:
        icon = "order"
        label = _("Figures")
        template = "editorial/blocks/figures.html"
        description = _("Two to four figures, large.")
        preview_value = {
            "items": [{"value": "21", "label": "comunas y corregimientos"}, {"value": "38 %", "label": "viajes a pie"}],
            "source": "",
        }


class TableBlock(blocks.StructBlock):
    """A table with a caption; its first row is the header."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=200)
    table = WagtailTableBlock(
        label=_("Table"),
        table_options={"minSpareRows": 0, "startRows": 4, "startCols": 3, "language": "es-MX"},
    )
    source = blocks.CharBlock(label=_("Source"), max_length=160, required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        label_format = "{caption}"
        template = "editorial/blocks/table.html"
        description = _("Rows and columns, with a caption.")
        preview_value = {
            "caption": "Rutas por comuna",
            "table": {
                "data": [["Comuna", "Rutas"], ["Popular", "6"], ["Castilla", "9"], ["Robledo", "11"]],
                "first_row_is_table_header": True,
                "table_header_choice": "row",
            },
            "source": "Secretaría de Movilidad",
        }


class HighlightBlock(blocks.StructBlock):
    """What the reader must not miss: a date, a requirement, a recommendation."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Highlight box")
        label_format = "{title}"
        template = "editorial/blocks/highlight.html"
        description = _("A box with what the reader must not miss.")
        preview_value = {"title": "Tenga en cuenta", "text": "<p>La inscripción es gratuita.</p>"}


class ContactBlock(blocks.StructBlock):
    """Whom to call or write to."""

    name = blocks.CharBlock(label=_("Name or office"), max_length=120)
    role = blocks.CharBlock(label=_("Position"), max_length=120, required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=40, required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        label_format = "{name}"
        template = "editorial/blocks/contact.html"
        description = _("Whom to call or write to.")
        preview_value = {
            "name": "Secretaría de Comunicaciones",
            "role": "Atención a medios",
            "email": "prensa@ejemplo.gov.co",
            "phone": "604 000 0000",
        }
