"""What the scripts of uploads say, by the names they use."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "no_answer": _("The site does not answer."),
    "store_silent": _("The file store does not answer. What was received is kept."),
    "signed_out": _(
        "Your session ended. Sign in again in another window and press “Resume”: what was received is kept."
    ),
    "next_try": _("It is tried again in {seconds} s."),
    "paused": _("Paused. What was received is kept for seven days."),
    "asking": _("Finding out how much was received before…"),
    "sent": _("{percent} % · {sent} of {total}"),
    "left": _("{time} left"),
    "seconds": _("{n} s"),
    "minutes": _("{n} min"),
    "hours": _("{n} h"),
    "waits_for_examination": _("Received. It waits to be examined."),
    "examining": _("Received. Being examined: {percent} %."),
    "examining_inside": _("Received. Its content is being examined."),
    "accepted": _("Received and examined: it is stored when you save."),
    "half_way": _("“{name}”: {percent} % received."),
    "whole": _("“{name}” was received and examined."),
    "save_waits": _("The file has not arrived yet. The form is saved by itself as soon as it has."),
    # The screen of many files
    "again": _("Choose the file again to continue: {percent} % was received."),
    "choose_again": _("Choose the file again: it was never sent."),
    "in_line": _("In line."),
    "ready": _("Ready."),
    "guessed": _("Format guessed by its measures."),
    "too_many": _("The list takes {most} files. {left} were left out."),
    "folder_empty": _("There was no file to upload in what you dropped."),
    "create_one": _("Create 1 piece"),
    "create_many": _("Create {n} pieces"),
    "create_none": _("Create pieces"),
    "creating": _("Creating {done} of {total}…"),
    "created_one": _("1 piece was created as a draft."),
    "created_many": _("{n} pieces were created as drafts."),
    "tally": _("{ready} of {total} ready"),
    "tally_failed": _("{n} with problems"),
    "added": _("{n} files on the list."),
    "removed": _("“{name}” was taken off the list."),
    "no_format": _("Choose its format"),
    "department_first": _("Choose the department that the pieces are for."),
}
