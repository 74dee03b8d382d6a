"""Photographs and drawings of the demonstration, put into the image library."""

from django.core.files.images import ImageFile

from cms.demo.loading import image_tag
from cms.demo.photographs import PHOTOGRAPHS
from media_assets.models import EditorialImage


def items():
    return PHOTOGRAPHS


def load(photograph):
    """Put one picture into the library; return whether it was new."""
    tag = image_tag(photograph.key)
    if EditorialImage.objects.filter(tags__slug=tag).exists():
        return False
    with photograph.path.open("rb") as content:
        image = EditorialImage(
            title=photograph.title,
            description=photograph.alt,
            caption="Imagen de archivo.",
            credit=photograph.credit,
            licence=photograph.licence,
            file=ImageFile(content, name=photograph.path.name),
        )
        image.save()
    image.focal_point_x = round(image.width * photograph.focal[0])
    image.focal_point_y = round(image.height * photograph.focal[1])
    image.focal_point_width = image.focal_point_height = round(image.height / 4)
    image.save()
    image.tags.add(tag)
    return True
