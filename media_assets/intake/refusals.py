"""Why the library says no, in words a designer can act on."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

TRY_AGAIN = _(
    "This file cannot be read to the end: it is damaged or incomplete. Export it again from the "
    "original, check that it opens on your computer, and upload the new copy."
)

# Keyed by code, or by "code.reason" where one code has several cures; of a kind of file («video») by that at the end.
MESSAGES = {
    "empty": _("The file is empty (0 bytes). Export it again and upload the new copy."),
    "too_large": _(
        "The file is %(size)s and the limit here is %(limit)s. Export it with more compression or divide it into parts."
    ),
    "hostile_name": _(
        "The file name cannot be used. Give it a plain name with letters, numbers and hyphens, "
        "for example %(example)s, and upload it again."
    ),
    "hostile_name.control": _(
        "The file name has invisible characters. Type the name again by hand, for example "
        "%(example)s, and upload it again."
    ),
    "hostile_name.path": _(
        "The file name contains folders or slashes. Keep only the name of the file, for example "
        "%(example)s, and upload it again."
    ),
    "hostile_name.leading_dot": _(
        "The file name starts with a dot, which hides it. Remove the dot, for example %(example)s, and upload it again."
    ),
    "hostile_name.too_long": _(
        "The file name has %(length)d characters and the limit is %(limit)d. Shorten it and upload it again."
    ),
    "hostile_name.double_extension": _(
        "The file name has a program extension (%(found)s) before the real one. Rename it, for "
        "example %(example)s, and upload it again."
    ),
    "extension_not_allowed": _(
        "Files of type “%(extension)s” are not accepted here. Export it as one of these: %(allowed)s."
    ),
    "extension_not_allowed.missing": _(
        "The file name has no extension, so its type cannot be told. Export it as one of these: %(allowed)s."
    ),
    "not_what_it_says": _(
        "The name says “%(extension)s”, but the content is something else. Open it in the "
        "program that made it and export it as %(extension)s; renaming it is not enough."
    ),
    "not_what_it_says.found": _(
        "The name says “%(extension)s”, but the content is “%(found)s”. Export it as "
        "%(extension)s from the program that made it; renaming it is not enough."
    ),
    "not_what_it_says.codec": _(
        "The file is “%(extension)s”, but inside it uses “%(found)s”, which is not accepted. "
        "Export it again with one of these: %(expected)s."
    ),
    "not_what_it_says.no_video": _(
        "The file is “%(extension)s” but holds no picture track. Upload the version with image, "
        "or export only the sound as WAV or MP3."
    ),
    "not_what_it_says.no_audio": _(
        "The file is “%(extension)s” but holds no sound. Check the export and upload it again."
    ),
    "not_what_it_says.duration": _(
        "The file says it lasts %(seconds)s seconds, which cannot be right. Export it again and "
        "check its length in a player."
    ),
    "executable": _(
        "The file is a program, whatever its name says. Programs are never accepted; if you did "
        "not expect this, report it to the systems office."
    ),
    "truncated": _(
        "The file is cut short: its end is missing. The copy or download was probably "
        "interrupted; copy it again from the original and upload it again."
    ),
    "truncated.video": _(
        "The film is cut short: its end or its index is missing, so that it does not play to the end. If the export "
        "or the copy was interrupted, export it again as MP4 (H.264 picture, AAC sound), play it to the end on your "
        "computer, and upload it again."
    ),
    "truncated.audio": _(
        "The recording is cut short: its end is missing. If the export or the copy was interrupted, export it again as "
        "WAV or MP3, listen to its end on your computer, and upload it again."
    ),
    "unreadable": TRY_AGAIN,
    "unreadable.video": _(
        "The film cannot be played: it has no picture that can be decoded, or it is damaged inside. Export it again "
        "from the editing program as MP4 (H.264 picture, AAC sound), play it to the end on your computer, and upload "
        "the new copy. Renaming it or converting the damaged copy does not mend it."
    ),
    "unreadable.audio": _(
        "The recording cannot be played: it has no sound that can be decoded, or it is damaged inside. Export it again "
        "from the editing program as WAV or MP3, listen to its end on your computer, and upload the new copy."
    ),
    "unreadable.too_demanding": _(
        "The file takes too much time or memory to open, so it cannot be checked. Export a "
        "simpler version: flattened, with fewer layers or a smaller size."
    ),
    "unreadable.too_demanding.video": _(
        "The film takes too much time or memory to open, so it cannot be checked. Export it again as MP4 (H.264 "
        "picture, AAC sound) of 1920 × 1080 pixels at most, and upload the new copy."
    ),
    "unreadable.no_pages": _("The PDF has no page that can be opened. Export it again and check it in a PDF reader."),
    "unreadable.damaged_pdf": _(
        "The PDF is damaged inside (its index of objects is broken). Open it in the program that "
        "made it and export it again, without repairing or editing it afterwards."
    ),
    "unreadable.tiles": _(
        "The PDF has a pattern whose tiles lie one over another many thousand times: no printer can draw it in good "
        "time. In the program that made it, turn the pattern into plain shapes (“Expand”) or a picture, and export it "
        "again."
    ),
    "unreadable.captions": _(
        "The captions cannot be read at line %(line)d. Each caption needs a line such as "
        "“00:00:01.000 --> 00:00:04.000” with the end after the start, in UTF-8."
    ),
    "unreadable.captions_header": _(
        "The first line of the captions, “WEBVTT”, has no empty line after it, and some players pass over the first "
        "caption. Put an empty line before it and upload the file again."
    ),
    "too_many_pixels": _(
        "The image measures %(width)d × %(height)d pixels. The limit is %(max_side)d pixels per "
        "side and %(max_megapixels)d megapixels in all: reduce it to its final print size at "
        "300 dpi and upload it again."
    ),
    "too_many_pixels.frames": _(
        "The animation has too many frames for its size (%(width)d × %(height)d pixels). Shorten "
        "it, or export it as an MP4 video."
    ),
    "encrypted_pdf": _(
        "The PDF has a password or editing restrictions. Save it without security settings and upload it again."
    ),
    "encrypted_document": _(
        "The document is protected with a password or saved in an old format. Save it without a "
        "password in the current format (%(extension)s) and upload it again."
    ),
    "active_pdf": _("The PDF contains something that acts by itself. Export it as a plain PDF and upload it again."),
    "active_pdf.javascript": _(
        "The PDF contains scripts (JavaScript). Export it again as a plain PDF, without interactive forms or actions."
    ),
    "active_pdf.launch": _(
        "The PDF contains an action that opens programs or other files. Remove it and export it again as a plain PDF."
    ),
    "active_pdf.embedded_files": _(
        "The PDF carries other files attached inside. Remove the attachments and upload each one separately."
    ),
    "active_pdf.multimedia": _(
        "The PDF contains multimedia or dynamic forms (rich media, XFA). Export it again as a "
        "plain PDF, and upload sound or video separately."
    ),
    "active_document": _(
        "The document contains macros or controls that run by themselves. Save it as plain "
        "%(extension)s, without macros, and upload it again."
    ),
    "active_document.remote_template": _(
        "The document loads a template from another address. Detach the template, save it again and upload it."
    ),
    "unsafe_svg": _(
        "The SVG contains parts that are not drawing. Export it again as plain SVG (“SVG 1.1, "
        "presentation attributes”)."
    ),
    "unsafe_svg.script": _(
        "The SVG contains a script or reacts to events (%(found)s). Export it again as plain SVG, "
        "without interactivity."
    ),
    "unsafe_svg.external": _(
        "The SVG points to something outside the file (%(found)s). Embed the linked images, "
        "convert the text to outlines and export it again."
    ),
    "unsafe_svg.entities": _(
        "The SVG declares entities in its header. In Illustrator, turn off “Preserve Illustrator "
        "Editing Capabilities” and export it again."
    ),
    "unsafe_svg.element": _(
        "The SVG contains “%(found)s”, which is not drawing. Remove it and export it again as plain SVG."
    ),
    "unsafe_svg.too_complex": _(
        "The SVG has too many elements to be drawn safely. Simplify its paths, or export it as PDF or PNG."
    ),
    "unsafe_svg.no_size": _(
        "The SVG has no size: its width, its height or its viewBox is zero, negative or no number. "
        "Give the drawing board a size and export it again."
    ),
    "playlist": _(
        "The file is a playlist: a list of other files, not the recording itself. Export the "
        "recording as MP3, WAV or MP4 and upload that."
    ),
    "archive": _("The file is a compressed archive. Decompress it and upload each file by itself."),
}


class IntakeRefused(Exception):
    """
    The library may not take this file.

    ``code`` is stable and names the ground of the refusal; ``reason`` narrows it; ``kind`` is that of the file, which
    has a cure of its own; ``message`` says, in the language in force, what was found and how to mend it.
    """

    def __init__(self, code, reason="", *, kind="", **params):
        super().__init__(code, reason, params)
        self.code = code
        self.reason = reason
        self.kind = kind
        self.params = params

    @property
    def message(self) -> str:
        ground = f"{self.code}.{self.reason}" if self.reason else self.code
        text = next((MESSAGES[key] for key in (f"{ground}.{self.kind}", ground, self.code) if key in MESSAGES), TRY_AGAIN)
        shown = {
            key: filesizeformat(value) if key in ("size", "limit") and self.code == "too_large" else value
            for key, value in self.params.items()
        }
        return str(text) % shown if shown else str(text)

    def __str__(self):
        return self.message
