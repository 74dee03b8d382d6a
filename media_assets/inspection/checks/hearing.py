"""What a station would send back: sound, on radio, television and screens."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_assets.inspection.checks import OF_THE_FORMAT, Checklist
from media_assets.inspection.findings import Deviation, Place, Severity, decimal

RADIO, SOUNDING = ("radio",), ("radio", "tv", "web")
ON_AIR = ("radio", "tv")
#: LU away from the target: what R 128 allowed from 2014 on, and what it allows in production since 2020 (EBU R 128).
LOUDNESS_NOTICED, LOUDNESS_REFUSED = 0.5, 1.0
#: LU that three seconds may pass the target by, and the seconds up to which a spot is a short form (EBU R 128 s1).
BURST, SHORT_FORM = 5.0, 120
#: Seconds by which a slot may be missed; a programme may fall short by a share of its length.
SLOT_TOLERANCE, PROGRAMME, PROGRAMME_SHORT = 0.5, 300, 0.1
LEADING, TRAILING = 0.5, 1.0
CLIPS_HEARD = 10
LOSSY_BITS = 192_000

#: Seconds of a short term (EBU Tech 3341).
SHORT_TERM = 3.0

checklist = Checklist()
check = checklist.check


def _from(second, length=0) -> tuple[Place, ...]:
    """The place that begins at that second, if the meter told one."""
    if second is None:
        return ()
    return (Place(seconds=(second, second + length) if length else (second,)),)


@check(
    "duration",
    ON_AIR,
    Severity.BLOCKS,
    what=gettext_lazy("It does not last what the slot lasts."),
    mend=gettext_lazy("Edit it to the exact length of the slot; the station cuts what is over."),
    standard=OF_THE_FORMAT,
)
def duration(facts, spec):
    seconds = facts.get("seconds")
    if not seconds or not spec.seconds:
        return
    expected = f"{decimal(spec.seconds)} s"
    if spec.seconds < PROGRAMME:
        if abs(seconds - spec.seconds) > SLOT_TOLERANCE:
            yield Deviation(f"{decimal(seconds, 2)} s", expected)
    elif seconds > spec.seconds + SLOT_TOLERANCE:
        yield Deviation(f"{decimal(seconds, 2)} s", expected)
    elif seconds < spec.seconds * (1 - PROGRAMME_SHORT):
        yield Deviation(f"{decimal(seconds, 2)} s", expected, severity=Severity.WARNS)


@check(
    "no-sound",
    ON_AIR,
    Severity.BLOCKS,
    what=gettext_lazy("Nothing is heard."),
    mend=gettext_lazy("Look whether the tracks were muted when it was exported."),
    standard="EBU Tech 3363",
)
def no_sound(facts, spec):
    sound = facts.get("sound")
    if sound is None:
        yield Deviation(_("no track of sound"), _("sound"))
    elif sound["silent"]:
        yield Deviation(_("silence"), _("sound"))


@check(
    "sample-rate",
    SOUNDING,
    Severity.BLOCKS,
    what=gettext_lazy("The sound has fewer samples a second than asked."),
    mend=gettext_lazy("Export it at the sample rate of the format from the original session."),
    standard="AES5",
)
def sample_rate(facts, spec):
    sound = facts.get("sound")
    if sound and spec.sample_rate and sound["sample_rate"] != spec.sample_rate:
        more = sound["sample_rate"] > spec.sample_rate
        yield Deviation(
            f"{decimal(sound['sample_rate'] / 1000)} kHz",
            f"{decimal(spec.sample_rate / 1000)} kHz",
            severity=Severity.WARNS if more else None,
        )


@check(
    "channels",
    RADIO,
    Severity.INFORMS,
    what=gettext_lazy("It is not in stereo."),
    mend=gettext_lazy("One channel is right for voice alone; with music, export it in stereo."),
    standard="ITU-R BS.775",
)
def channels(facts, spec):
    sound = facts.get("sound")
    if sound and sound["channels"] != 2:
        yield Deviation(
            _("mono") if sound["channels"] == 1 else _("%(count)d channels") % {"count": sound["channels"]},
            _("stereo"),
            severity=Severity.BLOCKS if sound["channels"] > 2 else None,
        )


@check(
    "sound-compressed",
    RADIO,
    Severity.WARNS,
    what=gettext_lazy("The sound is compressed more than a master should be."),
    mend=gettext_lazy("Deliver WAV of 24 bits or FLAC; if it must be MP3, at 192 kbit/s or more."),
    standard="ITU-R BS.1196",
)
def sound_codec(facts, spec):
    sound = facts.get("sound")
    if not sound or sound["codec"].startswith("pcm_") or sound["codec"] in ("flac", "alac"):
        return
    bits = facts.get("bit_rate") or 0
    if bits < LOSSY_BITS:
        yield Deviation(f"{sound['codec'].upper()}, {bits // 1000} kbit/s", _("WAV, FLAC or 192 kbit/s"))


@check(
    "loudness",
    SOUNDING,
    Severity.BLOCKS,
    what=gettext_lazy("Its loudness is not that of the medium: it would be heard louder or softer than the rest."),
    mend=gettext_lazy("Normalise the whole mix to the loudness of the format with a meter of EBU R 128."),
    standard="EBU R 128; ITU-R BS.1770-5",
)
def loudness(facts, spec):
    sound = facts.get("sound")
    if not sound or spec.loudness is None or sound["silent"] or sound["loudness"] is None:
        return
    away = abs(sound["loudness"] - spec.loudness)
    if away > LOUDNESS_NOTICED + 0.05:
        yield Deviation(
            f"{decimal(sound['loudness'])} LUFS",
            f"{decimal(spec.loudness)} LUFS ± {decimal(LOUDNESS_NOTICED)}",
            severity=None if away > LOUDNESS_REFUSED else Severity.WARNS,
        )


@check(
    "loudness-bursts",
    ON_AIR,
    Severity.WARNS,
    what=gettext_lazy(
        "It has bursts that are much louder than its whole: a short spot would jump out of the schedule."
    ),
    mend=gettext_lazy("Compress the loudest passage and normalise again; the whole may stay at its loudness."),
    standard="EBU R 128 s1; EBU Tech 3341",
)
def short_term_loudness(facts, spec):
    """Only of short forms, which have no loudness range of their own."""
    sound = facts.get("sound")
    if not sound or spec.loudness is None or not spec.seconds or spec.seconds > SHORT_FORM or sound["silent"]:
        return
    loudest, most = sound.get("short_term"), spec.loudness + BURST
    if loudest is not None and loudest > most + 0.05:
        yield Deviation(
            f"{decimal(loudest)} LUFS",
            _("%(most)s LUFS at most, in 3 s") % {"most": decimal(most)},
            _from(sound.get("burst_time"), SHORT_TERM),
        )


@check(
    "true-peak",
    SOUNDING,
    Severity.BLOCKS,
    what=gettext_lazy("Its peaks pass the limit and would be distorted on the way to the listener."),
    mend=gettext_lazy("Put a true-peak limiter at the end of the mix and export it again."),
    standard="EBU R 128; ITU-R BS.1770-5",
)
def true_peak(facts, spec):
    sound = facts.get("sound")
    peak = sound["true_peak"] if sound else None
    if peak is not None and spec.true_peak is not None and peak > spec.true_peak + 0.05:
        yield Deviation(
            f"{decimal(peak)} dBTP",
            _("%(most)s dBTP at most") % {"most": decimal(spec.true_peak)},
            _from(sound.get("peak_time")),
        )


@check(
    "silence-before",
    ON_AIR,
    Severity.WARNS,
    what=gettext_lazy("It starts with a silence."),
    mend=gettext_lazy("Cut the silence: on air it sounds like a fault."),
    standard="EBU Tech 3363",
)
def leading_silence(facts, spec):
    sound = facts.get("sound")
    if sound and not sound["silent"] and sound["leading_silence"] > LEADING:
        until = sound["leading_silence"]
        yield Deviation(
            f"{decimal(until, 2)} s",
            _("%(most)s s at most") % {"most": decimal(LEADING)},
            (Place(seconds=(0, until)),),
            1,
        )


@check(
    "silence-after",
    ON_AIR,
    Severity.WARNS,
    what=gettext_lazy("It ends with a silence."),
    mend=gettext_lazy("Cut the silence or let the music reach the end."),
    standard="EBU Tech 3363",
)
def trailing_silence(facts, spec):
    sound = facts.get("sound")
    if sound and not sound["silent"] and sound["trailing_silence"] > TRAILING:
        end = sound["seconds"]
        yield Deviation(
            f"{decimal(sound['trailing_silence'], 2)} s",
            _("%(most)s s at most") % {"most": decimal(TRAILING)},
            (Place(seconds=(round(end - sound["trailing_silence"], 2), round(end, 2))),),
            1,
        )


@check(
    "clipping",
    SOUNDING,
    Severity.WARNS,
    what=gettext_lazy("The sound is clipped: the tops of its wave were cut."),
    mend=gettext_lazy("Lower the level before the limiter, or record that passage again; it cannot be repaired later."),
    standard="EBU Tech 3363",
)
def clipping(facts, spec):
    sound = facts.get("sound")
    if sound and sound["clips"]:
        yield Deviation(
            _("%(count)d times") % {"count": sound["clips"]},
            _("none"),
            tuple(Place(seconds=(at,)) for at in sound["clip_times"]),
            sound["clips"],
            Severity.BLOCKS if sound["clips"] > CLIPS_HEARD else None,
        )


@check(
    "phase",
    SOUNDING,
    Severity.BLOCKS,
    what=gettext_lazy("The two channels cancel each other: on a receiver with one loudspeaker it would not be heard."),
    mend=gettext_lazy("Invert the polarity of one channel, or look for the track that was recorded in counter-phase."),
    standard="EBU Tech 3363; ITU-R BS.775",
)
def phase(facts, spec):
    sound = facts.get("sound")
    if sound and sound["correlation"] is not None and sound["correlation"] < 0:
        yield Deviation(
            _("correlation of %(value)s") % {"value": decimal(sound["correlation"], 2)},
            _("0 or more"),
            severity=None if sound["correlation"] < -0.3 else Severity.WARNS,
        )
