"""Photographs and drawings of the demonstration, put into the image library."""

from django.core.files.images import ImageFile
from wagtail.models import Site

from cms.demo.drawings import COVERS, CREST, DRAWINGS
from cms.demo.loading import image_tag
from cms.demo.photographs import PHOTOGRAPHS
from cms.models import OfficeSettings
from media_assets.models import EditorialImage


def items():
    return [*PHOTOGRAPHS, *DRAWINGS, *COVERS, CREST]


def load(picture, newsroom):
    """Put one picture into the library; return whether it was new."""
    tag = image_tag(picture.key)
    if EditorialImage.objects.filter(tags__slug=tag).exists():
        return False
    with picture.path.open("rb") as content:
        image = EditorialImage(
            title=picture.title,
            description=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            licence=picture.licence,
            uploaded_by_user=newsroom.staff["diseno"],
            file=ImageFile(content, name=picture.path.name),
        )
        image.focal_point_x = round(image.file.width * picture.focal[0])
        image.focal_point_y = round(image.file.height * picture.focal[1])
        image.focal_point_width = image.focal_point_height = round(image.file.height / 4)
        image.save()
    image.tags.add(tag)
    if picture is CREST:
        office = OfficeSettings.objects.get(site=Site.objects.get(is_default_site=True))
        office.crest = office.crest or image
        office.save(update_fields=["crest"])
    return True
