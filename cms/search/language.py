"""
When two Spanish words are the same word for a search: case, accents and endings aside.

The same few functions make the index and read the query, on every database, so that
``educacion`` finds *educación* and ``inscripciones`` finds *inscripción* everywhere and
no extension of the database is needed. Endings by the Snowball stemmer for Spanish.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
#: Unicode's combining marks, which NFKD takes from under and over letters.
ACCENTS = re.compile(r"[\u0300-\u036f]+")

#: Words that hold a sentence together and say nothing of its subject, folded.
EMPTY_WORDS = frozenset(
    """a al ante asi aun aunque cada como con contra cual cuando de del desde donde durante e el ella ellas ellos en
    entre era es esa esas ese eso esos esta estas este esto estos fue ha han hasta hay la las le les lo los mas me mi
    muy ni no nos nuestra nuestro o para pero por porque que quien se sea segun ser si sin sobre son su sus tambien
    te tu u un una unas uno unos y ya""".split()
)

_stemmers = threading.local()


def fold(text: str) -> str:
    """The text in lower case and without accents; ñ is n, as on a keyboard that lacks it."""
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def words(text: str) -> list[str]:
    """The folded words of the text, in order."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a folded word shares with its plurals, genders and tenses."""
    # Two plurals that the stemmer does not know: of «joven» and «imagen», and of «año» and «vía».
    if word.endswith("enes") and len(word) > 5:
        word = word[:-2]
    elif len(word) == 4 and word.endswith(("as", "es", "os")):
        word = word[:-1]
    stemmer = getattr(_stemmers, "spanish", None)
    if stemmer is None:
        # It keeps the word it works on, so that each thread needs its own.
        stemmer = _stemmers.spanish = snowballstemmer.stemmer("spanish")
    return stemmer.stemWord(word)


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def telling(found: list[str]) -> list[str]:
    """The folded words that say what is sought; all of them when none does."""
    return [word for word in found if word not in EMPTY_WORDS] or found
