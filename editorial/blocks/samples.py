"""What a block shows in the picker of the editor: the latest of the house's own files."""

from django.apps import apps


def latest(label, **conditions):
    """The newest object of the model, or None in a house that has none yet."""
    return apps.get_model(label).objects.filter(**conditions).order_by("-pk").first()


def latest_images(count):
    return list(apps.get_model("media_assets.EditorialImage").objects.order_by("-pk")[:count])
