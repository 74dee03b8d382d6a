"""
Choosers that take what the reading of a page has already fetched.

In migrations they stand as the choosers that they extend: what is stored is the same.
"""

import copy

from wagtail.documents.blocks import DocumentChooserBlock as WagtailDocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock as WagtailImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock as WagtailSnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock as WagtailAudioChooserBlock
from wagtailmedia.blocks import VideoChooserBlock as WagtailVideoChooserBlock


class ReadsMaterial:
    """Mixin of choosers: within ``editorial.reading.read``, ask the material and not the database."""

    def bulk_to_python(self, values):
        from editorial import reading

        material = reading.current()
        if material is None:
            return super().bulk_to_python(values)
        # A block may change its object (an alternative text of its own): one each.
        return [copy.copy(material.get(self.target_model, value)) for value in values]


class ImageChooserBlock(ReadsMaterial, WagtailImageChooserBlock):
    canonical_module_path = "wagtail.images.blocks.ImageChooserBlock"


class SnippetChooserBlock(ReadsMaterial, WagtailSnippetChooserBlock):
    canonical_module_path = "wagtail.snippets.blocks.SnippetChooserBlock"


class AudioChooserBlock(ReadsMaterial, WagtailAudioChooserBlock):
    canonical_module_path = "wagtailmedia.blocks.AudioChooserBlock"


class VideoChooserBlock(ReadsMaterial, WagtailVideoChooserBlock):
    canonical_module_path = "wagtailmedia.blocks.VideoChooserBlock"


class DocumentChooserBlock(ReadsMaterial, WagtailDocumentChooserBlock):
    canonical_module_path = "wagtail.documents.blocks.DocumentChooserBlock"
