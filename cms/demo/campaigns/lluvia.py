"""«Lluvia avisada»: prevention in the rainy season; still on its way through the review chain."""

from cms.demo.campaigns.copy import Campaign, Indicator, Line, Screen, Sheet, Spot

SIGNATURE = "Lluvia avisada. Departamento Administrativo de Gestión del Riesgo de Desastres. Alcaldía de Medellín."

CAMPAIGN = Campaign(
    key="lluvia-avisada",
    title="Lluvia avisada",
    slogan="Si la ladera habla, salga",
    department="dagrd",
    topics=("riesgo", "participacion"),
    strategy="informative",
    objective=(
        "Que las familias que viven en laderas de riesgo medio y alto reconozcan las cuatro señales que obligan a "
        "evacuar y sepan a qué punto de encuentro dirigirse."
    ),
    audiences=("Familias de las laderas", "Comités barriales de gestión del riesgo", "Instituciones educativas"),
    messages=(
        "Si la ladera habla, salga.",
        "Grietas, árboles inclinados, agua turbia y ruidos: cuatro señales.",
        "Aprenda hoy cuál es su punto de encuentro.",
    ),
    starts=10,
    ends=90,
    territories="Popular, Santa Cruz, Manrique, Villa Hermosa, Buenos Aires, San Javier, Belén",
    lead_image="claro",
    colour={"c": 100, "m": 80, "y": 35, "k": 30, "rgb": "#16325c"},
    accent={"c": 0, "m": 45, "y": 95, "k": 0, "rgb": "#f59b1a"},
    url="medellin.example/lluvia",
    date_line="Línea de emergencias 123",
    motif="laderas",
    office="Departamento Administrativo de Gestión del Riesgo de Desastres",
    state="en revisión",
    when="hace 3 d 09:00",
    approvals=2,
    indicators=(
        Indicator("Hogares que conocen su punto de encuentro", "27 %", "60 %", "", "Encuesta en siete comunas"),
        Indicator("Comités con planilla al día", "61", "112", "", "Sala de monitoreo"),
    ),
    sheets=(
        Sheet(
            key="lluvia-afiche",
            format="afiche-35x50",
            title="Afiche: Si la ladera habla, salga",
            description="Afiche para tiendas y sedes comunales de ladera.",
            alt="Afiche azul oscuro y naranja con laderas dibujadas y el titular «Si la ladera habla, salga».",
            state="en revisión",
            when="hace 3 d 10:00",
            approvals=0,
            template="afiche",
            headline="Si la ladera\nhabla,\nsalga",
            message="Grietas, árboles inclinados, agua turbia o ruidos de tierra: no espere a que le confirmen.",
            call="Llame al 123",
        ),
        Sheet(
            key="lluvia-volante",
            format="volante-media-carta",
            title="Volante: Cuatro señales",
            description="Volante casa a casa con las señales y el punto de encuentro.",
            alt="Volante azul oscuro y naranja con cuatro señales de alerta en la ladera.",
            state="en revisión",
            when="hace 4 d 10:00",
            approvals=1,
            template="volante",
            headline="Cuatro\nseñales\npara salir",
            message="Si ve una de ellas, evacúe con su familia y avise a sus vecinos.",
            call="Llame al 123",
            panels=(
                {"title": "Grietas", "text": "Nuevas o que crecen, en muros, pisos o vías.", "items": []},
                {"title": "Inclinación", "text": "Árboles, postes o cercas que se van de lado.", "items": []},
                {"title": "Agua turbia", "text": "En quebradas o filtraciones donde no la había.", "items": []},
            ),
        ),
        Sheet(
            key="lluvia-pendon",
            format="pendon-80x200",
            title="Pendón: Punto de encuentro",
            description="Señal para los puntos de encuentro de cada barrio. Falta confirmar el texto con los comités.",
            alt="Pendón vertical azul oscuro y naranja con el titular «Punto de encuentro».",
            state="borrador",
            when="hace 2 d 11:00",
            template="pendon",
            headline="Punto\nde\nencuentro",
            message="Si debe evacuar, espere aquí a su familia y a las personas del comité.",
            call="Llame al 123",
        ),
    ),
    spots=(
        Spot(
            key="lluvia-cuna",
            format="cuna-30s",
            title="Cuña: La ladera habla",
            description="Las cuatro señales que obligan a evacuar.",
            alt="Forma de onda de la cuña «La ladera habla».",
            state="en revisión",
            when="hace 5 d 10:00",
            approvals=2,
            seconds=30,
            mood="vals",
            lines=(
                Line("La ladera avisa antes de moverse."),
                Line(
                    "Avisa con grietas nuevas. Con árboles que se inclinan. Con agua turbia donde no la había. "
                    "Con ruidos de tierra."
                ),
                Line("Si oye, si ve, salga. Avise a sus vecinos y llame al uno dos tres."),
                Line("Lluvia avisada. Alcaldía de Medellín."),
            ),
        ),
    ),
    screens=(
        Screen(
            key="lluvia-banner",
            format="banner-728x90",
            title="Banner: Punto de encuentro",
            description="Aviso horizontal que lleva al mapa de puntos de encuentro.",
            alt="Aviso horizontal azul oscuro con el titular «¿Sabe cuál es su punto de encuentro?».",
            state="devuelto",
            when="hace 6 d 10:00",
            comment="El texto no cabe completo en 90 píxeles de alto: reduzca el titular a una línea y suba de nuevo.",
            headline="¿Sabe cuál es su punto de encuentro?",
            call="Vea el mapa",
            size=(728, 90),
            limit=150_000,
        ),
    ),
)
