"""The two programmes of the demonstration: every episode and every word that is said in it."""

from dataclasses import dataclass

from cms.demo.campaigns.copy import Line, Scene


@dataclass(frozen=True)
class Episode:
    """An episode: radio has ``lines``, television has ``scenes``. Its body is ``texts/episodios/<key>.txt``."""

    key: str
    title: str
    summary: str
    topics: tuple[str, ...]
    image: str
    when: str
    season: int = 1
    number: int = 1
    state: str = "publicado"
    approvals: int = 0
    lines: tuple[Line, ...] = ()
    scenes: tuple[Scene, ...] = ()
    mood: str = "bambuco"
    ink: str = "#1d3b36"
    accent: str = "#e9c46a"
    seconds: float | None = None

    @property
    def spoken(self):
        return self.lines or tuple(Line(scene.text) for scene in self.scenes if scene.text)

    @property
    def transcript(self):
        return "\n\n".join(line.text for line in self.spoken)


@dataclass(frozen=True)
class Programme:
    key: str
    medium: str
    title: str
    description: str
    schedule: str
    department: str
    topics: tuple[str, ...]
    image: str
    when: str
    episodes: tuple[Episode, ...]


_OPENING = "La ciudad al oído. Un programa de la Secretaría de Comunicaciones de Medellín."
_CLOSING = (
    "Esto fue La ciudad al oído. La transcripción de este episodio está en la sala de prensa. Gracias por escuchar."
)

RADIO = Programme(
    key="la-ciudad-al-oido",
    medium="radio",
    title="La ciudad al oído",
    description=(
        "Crónicas breves sobre los oficios, los lugares y las decisiones que hacen funcionar a Medellín. Cada martes, un "
        "asunto público contado desde quien lo hace todos los días: la persona que lee un pluviómetro, la que enciende un "
        "semáforo, la que abre una biblioteca."
    ),
    schedule="Emisora cultural de la ciudad, martes, 7:40 a. m.; repetición los sábados, 9:00 a. m.",
    department="comunicaciones",
    topics=("cultura", "participacion"),
    image="radio",
    when="hace 120 d 08:00",
    episodes=(
        Episode(
            key="la-planilla-de-la-lluvia",
            title="La planilla de la lluvia",
            summary=(
                "En las laderas hay ciento doce personas que miden el agua que cae. Una planilla, un lápiz y una llamada a "
                "tiempo bastan para que un barrio entero salga antes de que la montaña se mueva."
            ),
            topics=("riesgo", "participacion"),
            image="claro",
            when="hace 98 d 07:40",
            number=1,
            mood="vals",
            lines=(
                Line(_OPENING),
                Line(
                    "Son las seis de la mañana y ha llovido toda la noche. En una terraza del oriente hay un tubo de plástico "
                    "transparente, del tamaño de un florero, con una escala pintada. Alguien se agacha, lo mira a la altura "
                    "de los ojos y anota un número: veintiocho milímetros."
                ),
                Line(
                    "El número no se queda en la libreta. Sale por mensaje de texto hacia la sala de monitoreo, donde se junta "
                    "con otros ciento once. Con ellos se dibuja, cada seis horas, el mapa de la lluvia sobre la ladera."
                ),
                Line("Al principio creían que uno estaba regando las matas. Ahora preguntan cuánto marcó.", "b"),
                Line(
                    "Cuando en un mismo punto se acumulan sesenta milímetros en un día, el comité revisa casa por casa. Y si "
                    "hace falta, se sale. Cuarenta minutos de ventaja: eso es lo que compra una planilla bien llevada."
                ),
                Line(
                    "Si en su barrio hay un comité de gestión del riesgo, pregunte quién lee la lluvia. Y si nadie la lee, "
                    "puede ser usted."
                ),
                Line(_CLOSING),
            ),
        ),
        Episode(
            key="el-semaforo-de-la-esquina",
            title="El semáforo de la esquina",
            summary=(
                "¿Quién decide cuántos segundos tiene una persona para cruzar? Una visita al taller donde se programan los "
                "semáforos de la ciudad y se escucha, literalmente, el paso de quien camina."
            ),
            topics=("movilidad",),
            image="calle",
            when="hace 63 d 07:40",
            number=2,
            mood="paseo",
            lines=(
                Line(_OPENING),
                Line(
                    "Un semáforo no cambia cuando quiere. Detrás de cada verde hay una cuenta: el ancho de la calle dividido por "
                    "la velocidad de quien camina más despacio."
                ),
                Line(
                    "Durante años esa velocidad fue de un metro y veinte centímetros por segundo. Es el paso de un adulto que "
                    "lleva prisa. Pero por la esquina también cruzan quienes llevan bastón, coche o mercado."
                ),
                Line("Nos pidieron que cruzáramos con un costal de papas. Ahí entendimos el problema.", "b"),
                Line(
                    "Hoy, en trescientos cuarenta cruces, la cuenta se hace con ochenta centímetros por segundo. Son entre tres "
                    "y siete segundos más de verde. A quien va en carro casi no le cambia el día. A quien camina le cambia la "
                    "esquina."
                ),
                Line(
                    "Si cree que en la suya falta tiempo, haga la prueba: cruce a paso tranquilo y cuente. Con ese dato se puede "
                    "pedir una revisión."
                ),
                Line(_CLOSING),
            ),
        ),
        Episode(
            key="la-maleta-de-veinte-libros",
            title="La maleta de veinte libros",
            summary=(
                "Cada círculo de lectura recibe una maleta. Seguimos una, de mano en mano, durante quince días, para saber "
                "qué se lee en una cuadra cuando nadie pone tareas."
            ),
            topics=("bibliotecas", "cultura"),
            image="libros",
            when="hace 14 d 07:40",
            number=3,
            mood="bambuco",
            lines=(
                Line(_OPENING),
                Line(
                    "Pesa seis kilos y tiene rueditas. Adentro van veinte libros: nueve de cuentos, cuatro de poesía, dos de "
                    "cocina, uno de aves, uno de chistes y tres que escoge quien la recibe."
                ),
                Line(
                    "La primera noche el libro más pedido fue el de chistes. La segunda, también. A la tercera alguien abrió el "
                    "de las aves y reconoció, en una página, al pájaro que canta en el alambre."
                ),
                Line("Entonces ya no fue leer: fue salir a mirar para arriba con el libro en la mano.", "b"),
                Line(
                    "En quince días la maleta pasó por once casas. Volvió con una hoja de más: una lista, escrita a lápiz, de las "
                    "aves que viven en la cuadra. Son dieciséis."
                ),
                Line(
                    "Un círculo de lectura se inscribe en cualquier biblioteca pública. La maleta es prestada; lo que pasa con "
                    "ella, no."
                ),
                Line(_CLOSING),
            ),
        ),
        Episode(
            key="el-rio-por-la-noche",
            title="El río por la noche",
            summary=(
                "Mientras la ciudad duerme, una cuadrilla retira del cauce lo que el día dejó caer. Crónica sonora de un turno "
                "que empieza a las diez."
            ),
            topics=("agua", "ambiente"),
            image="rio",
            when="hace 2 d 10:00",
            number=4,
            state="en revisión",
            approvals=1,
            mood="vals",
            lines=(
                Line(_OPENING),
                Line(
                    "A las diez de la noche el río suena más. No es que traiga más agua: es que la ciudad hace menos ruido."
                ),
                Line(
                    "A esa hora empieza el turno de limpieza. Ganchos, redes y una lista de lo que aparece: botellas, llantas, "
                    "una silla, un cuaderno de matemáticas."
                ),
                Line("Uno se pregunta quién estaría haciendo esa tarea.", "b"),
                Line(
                    "En una noche se retiran dos toneladas. La mitad llegó por los sumideros, arrastrada por la lluvia. Casi todo "
                    "empezó su viaje en un andén."
                ),
                Line(_CLOSING),
            ),
        ),
    ),
)

TELEVISION = Programme(
    key="valle-abierto",
    medium="television",
    title="Valle abierto",
    description=(
        "Cápsulas sobre el paisaje, el agua y los barrios del valle de Aburrá. Imágenes quietas, datos verificados y una "
        "pregunta por episodio, con subtítulos y transcripción completos."
    ),
    schedule="Canal institucional, jueves, 8:00 p. m.",
    department="comunicaciones",
    topics=("ambiente", "espacio-publico"),
    image="valle",
    when="hace 110 d 08:00",
    episodes=(
        Episode(
            key="de-donde-viene-el-agua",
            title="¿De dónde viene el agua?",
            summary="Del páramo a la llave: el recorrido del agua que bebe la ciudad, contado en un minuto.",
            topics=("agua", "ambiente"),
            image="quebrada",
            when="hace 84 d 20:00",
            number=1,
            mood="vals",
            scenes=(
                Scene("Valle abierto.", "Valle abierto", ""),
                Scene(
                    "Usted abre la llave y sale agua. Parece que el viaje empieza ahí.",
                    "¿De dónde viene el agua?",
                    "gota",
                ),
                Scene(
                    "Pero empezó semanas antes, en una montaña cubierta de niebla.", "Empieza en la niebla", "niebla"
                ),
                Scene(
                    "El musgo y las hojas atrapan el agua del aire, la guardan y la sueltan despacio.",
                    "El bosque la guarda",
                    "hojas",
                ),
                Scene(
                    "Por eso las quebradas siguen corriendo aunque deje de llover.", "La quebrada la lleva", "quebrada"
                ),
                Scene(
                    "De los embalses pasa a las plantas, donde se limpia y se mide. Después, a siete mil kilómetros de tubería.",
                    "7.000 km de tubería",
                    "",
                ),
                Scene("Cuando cierre la llave, recuerde el camino.", "Recuerde el camino", "arbol"),
                Scene("Valle abierto. Secretaría de Comunicaciones.", "Valle abierto", ""),
            ),
        ),
        Episode(
            key="cuantos-verdes-tiene-el-valle",
            title="¿Cuántos verdes tiene el valle?",
            summary="Un inventario breve de los árboles de la ciudad y de por qué algunos barrios son tres grados más frescos.",
            topics=("ambiente", "espacio-publico"),
            image="hojas",
            when="hace 49 d 20:00",
            number=2,
            mood="bambuco",
            scenes=(
                Scene("Valle abierto.", "Valle abierto", ""),
                Scene("Mire por la ventana y cuente los verdes que ve.", "¿Cuántos verdes ve?", "hojas"),
                Scene(
                    "En una calle con árboles, el andén puede estar tres grados más fresco que en la calle de al lado.",
                    "3 °C menos",
                    "",
                ),
                Scene(
                    "No es solo la sombra: las hojas transpiran y enfrían el aire.",
                    "Las hojas enfrían el aire",
                    "brote",
                ),
                Scene(
                    "También dan casa. En un mismo árbol pueden vivir aves, abejas y mariposas.",
                    "También dan casa",
                    "mariposa",
                ),
                Scene(
                    "Cada árbol de la ciudad tiene una ficha, con su especie y su estado. Usted puede consultarla.",
                    "Consulte su árbol",
                    "",
                ),
                Scene("Y si encuentra uno enfermo, repórtelo. Valle abierto.", "Valle abierto", "flores"),
            ),
        ),
        Episode(
            key="por-que-suena-la-montana",
            title="¿Por qué suena la montaña?",
            summary="Las señales que da una ladera antes de moverse, y lo que conviene hacer cuando aparecen.",
            topics=("riesgo",),
            image="cordillera",
            when="hace 21 d 20:00",
            number=3,
            mood="vals",
            scenes=(
                Scene("Valle abierto.", "Valle abierto", ""),
                Scene("Las montañas parecen quietas. No lo están.", "Las montañas se mueven", "cordillera"),
                Scene(
                    "Cuando llueve varios días seguidos, el suelo se llena de agua y pesa más.",
                    "El suelo pesa más",
                    "lluvia",
                ),
                Scene(
                    "Antes de moverse, avisa: grietas nuevas, árboles que se inclinan, agua turbia.",
                    "La ladera avisa",
                    "",
                ),
                Scene("Si ve una de esas señales, salga y avise al uno dos tres.", "Salga y llame al 123", ""),
                Scene("Después de la lluvia, casi siempre, vuelve el sol.", "Vuelve el sol", "claro"),
                Scene("Valle abierto. Secretaría de Comunicaciones.", "Valle abierto", ""),
            ),
        ),
    ),
)

PROGRAMMES = [RADIO, TELEVISION]
