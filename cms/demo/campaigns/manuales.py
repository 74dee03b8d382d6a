"""The press sheets of *Manuales de barrio*: pieces of a publication, of no campaign."""

from cms.demo.campaigns.copy import Series, Sheet

RAIN = Series(
    title="Manuales de barrio",
    department="dagrd",
    colour={"c": 100, "m": 80, "y": 35, "k": 30, "rgb": "#16325c"},
    accent={"c": 0, "m": 45, "y": 95, "k": 0, "rgb": "#f59b1a"},
    url="medellin.example/manuales",
    date_line="",
    motif="laderas",
    office="Departamento Administrativo de Gestión del Riesgo de Desastres",
    pieces=(
        Sheet(
            key="manual-lluvia",
            format="cartilla-media-carta",
            title="Cartilla: Cómo leer la lluvia",
            description="Resumen imprimible del manual, para entregar en la formación de los comités.",
            alt="Portada azul oscuro y naranja de la cartilla «Cómo leer la lluvia», con laderas dibujadas.",
            when="hace 246 d 09:00",
            rights_days=3650,
            template="cartilla",
            headline="Cómo leer\nla lluvia",
            message="Instalar el pluviómetro, llevar la planilla, reconocer las señales y salir sin correr.",
            call="Manual del comité",
            panels=(
                {
                    "title": "Instalarlo",
                    "text": "En un sitio abierto, a metro y medio del piso y con la boca bien horizontal.",
                    "items": ["Lejos de muros, ramas y cables", "Con el código del punto a la vista"],
                },
                {
                    "title": "Leerlo",
                    "text": "A las seis, al mediodía, a las seis de la tarde y a la medianoche. El cero también se anota.",
                    "items": ["Ojos a la altura del agua", "Se lee en el fondo de la curva", "Después se vacía"],
                },
                {
                    "title": "Avisar",
                    "text": "Por mensaje de texto, con el código del punto. Si llueve y nadie responde en diez minutos, llame.",
                    "items": ["40 mm: revise", "60 mm: salen las familias priorizadas", "80 mm: sale todo el sector"],
                },
                {
                    "title": "Mirar la ladera",
                    "text": "Una vez por semana en verano y todos los días cuando llueva, siempre entre dos personas.",
                    "items": ["Grietas", "Árboles y postes inclinados", "Agua turbia", "Ruidos"],
                },
                {
                    "title": "Salir",
                    "text": "Antes de estar seguros. Sin correr, por la ruta acordada y sin devolverse por objetos.",
                    "items": ["Cierre el gas", "Lleve la bolsa de emergencia", "Responda al llamado"],
                },
                {
                    "title": "Sostener el comité",
                    "text": "Tres responsables por punto, una reunión corta al mes y un simulacro por semestre.",
                    "items": [],
                },
            ),
            figures=(
                {"value": "60 mm", "label": "en un día obligan a revisar"},
                {"value": "123", "label": "emergencias"},
            ),
        ),
    ),
)
PAVEMENT = Series(
    title="Manuales de barrio",
    department="infraestructura",
    colour={"c": 95, "m": 80, "y": 40, "k": 40, "rgb": "#16243f"},
    accent={"c": 5, "m": 40, "y": 85, "k": 0, "rgb": "#e9a23b"},
    url="medellin.example/manuales",
    date_line="",
    motif="escalas",
    office="Secretaría de Infraestructura Física",
    pieces=(
        Sheet(
            key="manual-anden",
            format="cartilla-media-carta",
            title="Cartilla: El andén es de quien camina",
            description="Guía imprimible para el recorrido de la cuadra.",
            alt="Portada azul oscuro y ocre de la cartilla «El andén es de quien camina», con escalas dibujadas.",
            when="hace 91 d 09:00",
            rights_days=3650,
            template="cartilla",
            headline="El andén\nes de quien\ncamina",
            message="Un recorrido de una hora por la cuadra, una ficha para anotar y una ruta para pedir el arreglo.",
            call="Ficha de la cuadra",
            panels=(
                {
                    "title": "Mida",
                    "text": "El ancho libre en el punto más angosto. Menos de 1,20 m no deja cruzar a dos personas.",
                    "items": ["Con metro o con pasos", "En tres sitios de la cuadra"],
                },
                {
                    "title": "Cuente",
                    "text": "Los escalones y los desniveles de más de dos centímetros.",
                    "items": ["Márquelos en el plano", "Fotografíe con algo que sirva de escala"],
                },
                {
                    "title": "Compare",
                    "text": "La rampa de un lado debe coincidir con la del otro.",
                    "items": ["Pendiente máxima: 8 %", "Sin resalto al final"],
                },
                {
                    "title": "Anote",
                    "text": "Postes, materas, motos, avisos, escombros. Y lo que queda oscuro de noche.",
                    "items": ["Qué se puede mover hoy", "Qué hay que pedir"],
                },
                {
                    "title": "Pida",
                    "text": "Dirección, fotografía, medida y cuántas personas pasan en una hora. Media página basta.",
                    "items": ["Respuesta en quince días hábiles"],
                },
                {
                    "title": "Cuide",
                    "text": "Barra, pode los setos que invaden y acuerde con los vecinos dónde se dejan las motos.",
                    "items": [],
                },
            ),
            figures=({"value": "1,20 m", "label": "ancho libre mínimo"}, {"value": "8 %", "label": "pendiente máxima"}),
        ),
    ),
)

SERIES = [RAIN, PAVEMENT]
