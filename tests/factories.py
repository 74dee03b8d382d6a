"""The smallest real things of each room, for tests of any other."""

import io
import itertools
import math
import struct
import wave

import factory
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from editorial.models import (
    BulletinIndexPage,
    BulletinPage,
    CampaignIndexPage,
    CampaignPage,
    EditionPage,
    EpisodePage,
    Medium,
    ProgrammeIndexPage,
    ProgrammePage,
    PublicationIndexPage,
    PublicationPage,
)
from media_assets.models import Channel, EditorialImage, EditorialMedia, Piece, PieceFormat
from organization.models import Department, Topic

PASSWORD = "una-clave-de-prueba-7"


class UserFactory(factory.django.DjangoModelFactory):
    """A person of the office; ``role`` is the name of a group of ``organization.roles``."""

    class Meta:
        model = User
        skip_postgeneration_save = True
        django_get_or_create = ("username",)

    username = factory.Sequence(lambda n: f"persona{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@rotativa.example")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def role(self, create, name, **kwargs):
        if create and name:
            self.groups.add(Group.objects.get(name=name))


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"Secretaría {n}")
    slug = factory.Sequence(lambda n: f"secretaria-{n}")


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Tema {n}")
    slug = factory.Sequence(lambda n: f"tema-{n}")


def picture_bytes(width=600, height=400, colour=(180, 40, 30), kind="JPEG"):
    """A real picture file of that many pixels."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, kind)
    return buffer.getvalue()


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditorialImage

    title = factory.Sequence(lambda n: f"Fotografía {n}")
    description = "Una calle del centro, con árboles"
    width = 600
    height = 400
    file = factory.LazyAttributeSequence(
        lambda o, n: ContentFile(picture_bytes(o.width, o.height), name=f"fotografia-{n}.jpg")
    )


def sound_bytes(seconds=1.0, rate=8000):
    """A real WAV file: a quiet 440 Hz tone of that many seconds."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        tone = (int(6000 * math.sin(2 * math.pi * 440 * n / rate)) for n in range(int(seconds * rate)))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))
    return buffer.getvalue()


class MediaFactory(factory.django.DjangoModelFactory):
    """A recording of one second."""

    class Meta:
        model = EditorialMedia

    title = factory.Sequence(lambda n: f"Grabación {n}")
    type = "audio"
    duration = 1
    transcript = "Buenos días, Medellín."
    file = factory.Sequence(lambda n: ContentFile(sound_bytes(), name=f"grabacion-{n}.wav"))


_numbers = itertools.count(1)


def _place(parent, page, user=None, live=True):
    """Put a page into the tree with a revision of ``user``, public unless told otherwise."""
    page.owner = user
    page.live = live
    if live:
        page.first_published_at = page.first_published_at or timezone.now()
        page.last_published_at = page.first_published_at
    parent.add_child(instance=page)
    revision = page.save_revision(user=user)
    if live:
        page.live_revision = revision
        page.save(update_fields=["live_revision"])
        page.refresh_from_db()
    return page


def _common(fields):
    n = next(_numbers)
    fields.setdefault("title", f"Título número {n}")
    fields.setdefault("slug", f"titulo-{n}")
    if "department" not in fields:
        fields["department"] = DepartmentFactory()
    return fields


PARAGRAPH = [("paragraph", "<p>La Administración Distrital abre la convocatoria el lunes.</p>")]


def bulletin(user=None, live=True, **fields):
    """A bulletin in its index. ``live`` puts it before the public without review."""
    fields = {"lead_text": "Las inscripciones van hasta el viernes.", "body": PARAGRAPH} | _common(fields)
    return _place(BulletinIndexPage.objects.get(), BulletinPage(**fields), user, live)


def publication(user=None, live=True, **fields):
    fields = {"publication_type": "magazine", "description": "Una revista."} | _common(fields)
    return _place(PublicationIndexPage.objects.get(), PublicationPage(**fields), user, live)


def edition(parent=None, user=None, live=True, **fields):
    fields = {"summary": "Un número.", "body": PARAGRAPH} | _common(fields)
    return _place(parent or publication(user), EditionPage(**fields), user, live)


def campaign(user=None, live=True, **fields):
    today = timezone.localdate()
    fields = {
        "slogan": "Cada gota cuenta",
        "strategy": "informative",
        "objective": "Reducir el consumo.",
        "starts_on": today - timezone.timedelta(days=10),
        "ends_on": today + timezone.timedelta(days=10),
        "audiences": [("audience", "Hogares")],
        "key_messages": [("message", "Cierre la llave")],
    } | _common(fields)
    return _place(CampaignIndexPage.objects.get(), CampaignPage(**fields), user, live)


def programme(medium=Medium.RADIO, user=None, live=True, **fields):
    fields = {"description": "Un programa."} | _common(fields)
    return _place(ProgrammeIndexPage.objects.get(medium=medium), ProgrammePage(**fields), user, live)


def episode(parent=None, user=None, live=True, **fields):
    fields = {"summary": "Un episodio."} | _common(fields)
    if "media" not in fields:
        fields["media"] = MediaFactory()
    return _place(parent or programme(user=user), EpisodePage(**fields), user, live)


def piece_format(channel=Channel.WEB, **fields):
    n = next(_numbers)
    return PieceFormat.objects.create(**{"code": f"formato-{n}", "name": f"Formato {n}", "channel": channel} | fields)


def piece(channel=Channel.WEB, user=None, live=False, **fields):
    """A piece without a master; ``media_assets.masters.add_master`` gives it one."""
    n = next(_numbers)
    fields = {"title": f"Pieza {n}", "alt_text": "Un aviso", "channel": channel, "created_by": user} | fields
    fields.setdefault("format", piece_format(channel))
    fields.setdefault("department", DepartmentFactory())
    made = Piece(**fields)
    made.live = live
    if live:
        made.first_published_at = made.last_published_at = timezone.now()
    made.save()
    made.save_revision(user=user)
    return made


