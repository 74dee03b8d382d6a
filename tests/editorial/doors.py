"""The office at work: what a person does in the admin, by the requests that a browser sends."""

import json

from django.test import Client
from django.urls import reverse
from wagtail.models import APIToken
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

REASON = "Falta o falla una fuente"
PARAGRAPH = "<p>La Administración Distrital abre la convocatoria el lunes.</p>"


def desk_of(user) -> Client:
    """A browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def bulletin_form(page, **changes) -> dict:
    """What the editor of a bulletin sends when nothing was changed but what is named."""
    paragraph = changes.pop("paragraph", PARAGRAPH)
    pieces = changes.pop("pieces", ())
    data = {
        "title": page.title,
        "slug": page.slug,
        "kicker": page.kicker,
        "lead_text": page.lead_text,
        "dateline_place": page.dateline_place,
        "department": str(page.department_id),
        "body": streamfield([("paragraph", rich_text(paragraph))]),
        "spokespersons": inline_formset([]),
        "contacts": inline_formset([]),
        "pieces": inline_formset([{"piece": str(p.pk)} for p in pieces]),
        "corrections": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(data | changes)


def save_page(user, page, action="", **changes):
    """Send the editor's form with that button: ``action-publish``, ``action-submit`` or a draft."""
    data = bulletin_form(page, **changes)
    if action:
        data[action] = "1"
    return desk_of(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def submit(user, page, **changes):
    return save_page(user, page, "action-submit", **changes)


def approve_in_editor(user, page, **changes):
    """Press «Aprobar» in the editor."""
    data = bulletin_form(page, **changes) | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps({"ticked": points_of(page)}),
    }
    return desk_of(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def points_of(page) -> list[str]:
    """The checklist of the step in progress."""
    task = fresh(page).current_workflow_task
    return getattr(task and task.specific, "checklist_points", [])


def act_in_menu(user, page, action, task_state=None, comment=""):
    """Take a step from the listing, the dashboard or the preview, which all send this."""
    state = task_state or fresh(page).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    said = {"ticked": points_of(page)} if action == "approve" else {"reason": REASON}
    return desk_of(user).post(url, {"comment": comment, **said})


def approve(user, page, task_state=None):
    return act_in_menu(user, page, "approve", task_state)


def reject(user, page, comment="Falta la fuente."):
    return act_in_menu(user, page, "reject", comment=comment)


def publish_in_bulk(user, page):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return desk_of(user).post(f"{url}?id={page.pk}", {"include_descendants": "on"})


def copy_page(user, page, **data):
    return desk_of(user).post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Copia",
            "new_slug": "copia",
            "new_parent_page": str(page.get_parent().pk),
            **data,
        },
    )


def call_api(user, path, body=None, method="post"):
    """Send a request to the API with a token of the user."""
    _token, key = APIToken.create_token(user=user, name="prueba")
    return getattr(Client(raise_request_exception=False), method)(
        f"/api/v3/{path}", body or {}, content_type="application/json", headers={"authorization": f"Bearer {key}"}
    )


def fresh(page):
    """The content as the database has it now."""
    return type(page).objects.get(pk=page.pk)
