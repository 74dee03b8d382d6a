"""The front page and the sections whose addresses are part of the public contract."""

from django.db import migrations
from django.utils import timezone

#: (model, slug, title, fields) in the order of the navigation.
SECTIONS = [
    (
        "BulletinIndexPage",
        "boletines",
        "Boletines",
        {"introduction": "Lo que la Administración informa a la prensa y a la ciudad."},
    ),
    (
        "PublicationIndexPage",
        "publicaciones",
        "Publicaciones",
        {"introduction": "Revistas, cartillas, informes y documentos oficiales, para leer aquí o imprimir."},
    ),
    (
        "CampaignIndexPage",
        "campanas",
        "Campañas",
        {"introduction": "Lo que la ciudad propone a la ciudadanía, y las piezas con que lo dice."},
    ),
    (
        "ProgrammeIndexPage",
        "radio",
        "Radio",
        {"medium": "radio", "introduction": "Programas institucionales para escuchar y suscribirse."},
    ),
    (
        "ProgrammeIndexPage",
        "television",
        "Televisión",
        {"medium": "television", "introduction": "Programas institucionales para ver, con subtítulos y transcripción."},
    ),
    (
        "StandardPage",
        "accesibilidad",
        "Accesibilidad",
        {"introduction": "Cómo está hecho este sitio para que todas las personas puedan usarlo."},
    ),
    ("StandardPage", "privacidad", "Privacidad", {"introduction": "Qué datos trata este sitio y cuáles no."}),
]

BODIES = {
    "accesibilidad": [
        (
            "paragraph",
            "<p>Este sitio se propone cumplir las pautas WCAG 2.2 en su nivel AA, como pide la Resolución 1519 de 2020 del Ministerio de Tecnologías de la Información y las Comunicaciones. Se puede leer, escuchar, buscar y descargar con teclado, con lector de pantalla y sin JavaScript.</p>",
        ),
        (
            "paragraph",
            "<p>Las imágenes tienen texto alternativo; el sonido y el video, transcripción o subtítulos; los documentos de lectura son PDF etiquetados. Si encuentra una barrera, escríbanos al correo que aparece al pie: la corregiremos y le responderemos.</p>",
        ),
    ],
    "privacidad": [
        (
            "paragraph",
            "<p>Para leer este sitio no hace falta identificarse. El sitio público no usa cookies, no carga recursos de terceros y no sigue a quien lo visita.</p>",
        ),
        (
            "paragraph",
            "<p>El tratamiento de datos personales se rige por la Ley 1581 de 2012. Los datos de quienes trabajan en la redacción se usan solo para dejar constancia de quién hizo y aprobó cada contenido.</p>",
        ),
    ],
}


def plant(apps, schema_editor):
    import json
    import uuid

    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    locale = Locale.objects.order_by("pk").first()
    root = Page.objects.get(depth=1)
    now = timezone.now()

    page_type = ContentType.objects.get(app_label="wagtailcore", model="page")
    Site.objects.filter(root_page__content_type=page_type, root_page__depth=2).delete()
    Page.objects.filter(content_type=page_type, depth=2).delete()

    def create(model_name, slug, title, parent_path, position, url_path, **fields):
        model = apps.get_model("editorial", model_name)
        content_type, _created = ContentType.objects.get_or_create(app_label="editorial", model=model_name.lower())
        return model.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=content_type,
            path=f"{parent_path}{position:04d}",
            depth=len(parent_path) // 4 + 1,
            url_path=url_path,
            locale=locale,
            live=True,
            first_published_at=now,
            last_published_at=now,
            show_in_menus=True,
            **fields,
        )

    if Page.objects.filter(depth=2).exists():
        return
    home = create(
        "HomePage",
        "inicio",
        "Sala de prensa",
        root.path,
        1,
        "/inicio/",
        numchild=len(SECTIONS),
        introduction="Noticias, publicaciones y campañas de la ciudad.",
    )
    root.numchild = 1
    root.save(update_fields=["numchild"])
    Site.objects.create(hostname="localhost", port=80, site_name="Rotativa", root_page_id=home.pk, is_default_site=True)
    for position, (model_name, slug, title, fields) in enumerate(SECTIONS, start=1):
        if slug in BODIES:
            body = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in BODIES[slug]]
            fields = {**fields, "body": json.dumps(body)}
        create(model_name, slug, title, home.path, position, f"/inicio/{slug}/", numchild=0, **fields)


def uproot(apps, schema_editor):
    """Take the tree away only while nobody has written in it."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    if Page.objects.filter(depth__gte=4).exists():
        return
    Site.objects.all().delete()
    Page.objects.filter(depth__gte=2).delete()
    Page.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_page_types"),
        ("organization", "0002_roles"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(plant, uproot)]
