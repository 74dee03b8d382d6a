"""
Spanish for the engine: the same words as ``cms.search.language`` makes for the databases.

Words are folded before they are stemmed, as there; ñ becomes n, as on a keyboard that
lacks it. Words that say nothing are left out of questions and kept in the index, so that
phrases are found as they stand.
"""

from cms.search.language import EMPTY_WORDS

FOLDED = ["lowercase", "asciifolding"]
STEMMED = ["plural_enes", "plural_short", "accent_of_ending", "spanish_stems"]

ANALYSIS = {
    "filter": {
        "empty_words": {"type": "stop", "stopwords": sorted(EMPTY_WORDS)},
        # As ``cms.search.language.stem``, for «jóvenes» and for «años».
        "plural_enes": {"type": "pattern_replace", "pattern": "^(.{2,}en)es$", "replacement": "$1"},
        "plural_short": {"type": "pattern_replace", "pattern": "^(..[aeo])s$", "replacement": "$1"},
        # Lucene's stemmer knows this ending by its accent alone, Python's without it as well.
        "accent_of_ending": {"type": "pattern_replace", "pattern": "^(.*[au])cion$", "replacement": "$1ción"},
        "spanish_stems": {"type": "stemmer", "language": "spanish"},
        "edgengram": {"type": "edge_ngram", "min_gram": 1, "max_gram": 15},
        "as_beginning": {"type": "truncate", "length": 15},
    },
    "analyzer": {
        "default": {"type": "custom", "tokenizer": "standard", "filter": [*FOLDED, *STEMMED]},
        "default_search": {
            "type": "custom",
            "tokenizer": "standard",
            "filter": [*FOLDED, "empty_words", *STEMMED],
        },
        "folded": {"type": "custom", "tokenizer": "standard", "filter": FOLDED},
        "edgengram_analyzer": {"type": "custom", "tokenizer": "standard", "filter": [*FOLDED, "edgengram"]},
        "beginning": {"type": "custom", "tokenizer": "standard", "filter": [*FOLDED, "as_beginning"]},
    },
}

#: One node holds it all: a copy on a second one is for whoever has a second one.
SETTINGS = {"settings": {"analysis": ANALYSIS, "index": {"number_of_shards": 1, "number_of_replicas": 0}}}
