"""
How easy a Spanish text is to read: the Szigriszt-Pazos perspicuity index on the INFLESZ scale.

F. Szigriszt Pazos, *Sistemas predictivos de legibilidad del mensaje escrito* (1993);
I. M. Barrio-Cantalejo et al., *Validación de la Escala INFLESZ* (2008).
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Begins at the first point of a row alone: tried at each, a long row would cost the square of its length.
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\"')\]]*+(?=\s|$)|\n+")
STRONG = set("aeoáéó")
ACCENTED_WEAK = set("íú")

#: Lower limit of each grade of the INFLESZ scale, from the hardest up.
GRADES = (
    (80, _("very easy")),
    (65, _("fairly easy")),
    (55, _("normal")),
    (40, _("somewhat difficult")),
    (float("-inf"), _("very difficult")),
)


@dataclass(frozen=True, slots=True)
class Measured:
    words: int
    sentences: int
    syllables: int

    @property
    def ease(self) -> float:
        """From about 0 (hard) to 100 (easy); 100 for a text without words."""
        if not self.words:
            return 100.0
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences


def count(text) -> Measured:
    """Words, sentences and syllables of a text; figures count as neither words nor syllables."""
    words = WORD.findall(unicodedata.normalize("NFC", text.lower()))
    sentences = sum(1 for part in SENTENCE_END.split(text) if part and WORD.search(part))
    return Measured(len(words), max(sentences, 1), sum(map(syllables, words)))


def grade_of(ease):
    """The grade of the INFLESZ scale, in words."""
    return next(name for least, name in GRADES if ease >= least)


def syllables(word) -> int:
    """
    The syllables of a Spanish word in lower case: one for each vowel, less those that glide.

    Two vowels are one syllable unless both are strong (a, e, o) or the weak one
    carries an accent: «ca-e», «dí-a», but «cau-sa», «ciu-dad».
    """
    word = re.sub(r"qu(?=[eiéí])", "q", word)
    word = re.sub(r"gu(?=[eiéí])", "g", word)
    word = re.sub(r"y$", "i", word)
    total = 0
    previous = ""
    for letter in word:
        if letter in "aeiouáéíóúü":
            glides = previous and not (
                (previous in STRONG and letter in STRONG) or previous in ACCENTED_WEAK or letter in ACCENTED_WEAK
            )
            total += 0 if glides else 1
            previous = letter
        elif letter != "h":
            previous = ""
    return max(total, 1)
