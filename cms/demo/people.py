"""Who works in the demonstration, for which departments and about which topics."""

from organization import roles

TIME_ZONE = "America/Bogota"

#: (user name, first name, last name, role). Offices, never persons.
USERS = [
    ("redaccion", "Redacción", "de Noticias", roles.EDITORS),
    ("diseno", "Diseño", "Gráfico", roles.DESIGNERS),
    ("correccion", "Corrección", "de Estilo", roles.STYLE_REVIEWERS),
    ("juridica", "Revisión", "Jurídica", roles.LEGAL_REVIEWERS),
    ("direccion", "Dirección", "de Comunicaciones", roles.APPROVERS),
    ("admin", "Administración", "del Sistema", roles.ADMINISTRATORS),
]

#: (slug, name, acronym). The addresses and telephones are of the ranges reserved for examples.
DEPARTMENTS = [
    ("comunicaciones", "Secretaría de Comunicaciones", ""),
    ("movilidad", "Secretaría de Movilidad", ""),
    ("ambiente", "Secretaría de Medio Ambiente", ""),
    ("cultura", "Secretaría de Cultura Ciudadana", ""),
    ("salud", "Secretaría de Salud", ""),
    ("educacion", "Secretaría de Educación", ""),
    ("infraestructura", "Secretaría de Infraestructura Física", ""),
    ("inclusion", "Secretaría de Inclusión Social y Familia", ""),
    ("participacion", "Secretaría de Participación Ciudadana", ""),
    ("desarrollo-economico", "Secretaría de Desarrollo Económico", ""),
    ("mujeres", "Secretaría de las Mujeres", ""),
    ("juventud", "Secretaría de la Juventud", ""),
    ("hacienda", "Secretaría de Hacienda", ""),
    ("planeacion", "Departamento Administrativo de Planeación", "DAP"),
    ("dagrd", "Departamento Administrativo de Gestión del Riesgo de Desastres", "DAGRD"),
]

#: (slug, name)
TOPICS = [
    ("agua", "Agua"),
    ("ambiente", "Ambiente"),
    ("bibliotecas", "Bibliotecas"),
    ("bienestar-animal", "Bienestar animal"),
    ("cultura", "Cultura"),
    ("educacion", "Educación"),
    ("espacio-publico", "Espacio público"),
    ("gobierno-abierto", "Gobierno abierto"),
    ("movilidad", "Movilidad"),
    ("participacion", "Participación"),
    ("riesgo", "Gestión del riesgo"),
    ("ruralidad", "Ruralidad"),
    ("salud", "Salud"),
]

OFFICE = {
    "office_name": "Secretaría de Comunicaciones",
    "institution": "Alcaldía de Medellín",
    "address": "Centro Administrativo La Alpujarra, calle 44 # 52-165, Medellín",
    "phone": "+57 604 555 0100",
    "email": "comunicaciones@medellin.example",
    "press_email": "prensa@medellin.example",
    "footer_text": (
        "Sitio de demostración de Rotativa. Los textos, las cifras, las voces y las direcciones son ilustrativos "
        "y no comprometen a ninguna entidad."
    ),
}

#: (network, address)
NETWORKS = [
    ("Mastodon", "https://social.medellin.example/@comunicaciones"),
    ("Video", "https://video.medellin.example/comunicaciones"),
    ("Fotografías", "https://fotos.medellin.example/comunicaciones"),
]


def contact_email(department_slug: str) -> str:
    return f"{department_slug}@medellin.example"


def contact_phone(position: int) -> str:
    return f"+57 604 555 01{position:02d}"
