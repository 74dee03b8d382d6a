"""
Who opens what: each address of the admin, the files and the API, asked by each role.

The answers are pinned in ``permission_matrix.txt``, for people to review. An address
without a row fails with the row to add; ``PERMISSION_MATRIX=write`` writes the file.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import get_page_models
from wagtail.workflows import get_task_types

from editorial.models import BulletinIndexPage
from tests.editorial.matrix import COLUMNS, Newsroom, Table, client_of, undone

HEADING = """Who opens what (GET). One line for each name of an address; what differs by content has one line for each.
The contents are other people's: see tests/editorial/matrix.py.

+  opens      -  refused or sent to sign in      >  leads elsewhere
.  not there  ?  lets in, and wants data or POST  !  fails (Wagtail's page that fails on purpose)

""" + "\n".join(f"{letter}  {who}" for letter, (who, _role) in COLUMNS.items())

TABLE = Table(Path(__file__).with_name("permission_matrix.txt"), HEADING, "".join(COLUMNS))

pytestmark = pytest.mark.django_db

#: The rooms of the house that are not for everybody; the public site has its own tests.
AREAS = ("admin/", "api/", "archivos/", "documentos/", "calendario/", "_util/")
#: What is done with a delivery, by the end of the name of its address.
DELIVERY_ACTS = ("detail", "progress", "cancel", "again", "revoke", "write", "take")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")


def named_routes(patterns, namespaces=(), prefix=""):
    """Each named address as (name, its whole route)."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join((*namespaces, pattern.name)), route
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from named_routes(pattern.url_patterns, inner, route)


def admin_routes():
    """name -> the sets of parameters with which it is called."""
    found = {}
    for name, route in named_routes(get_resolver().url_patterns):
        if route.startswith(AREAS):
            parameters = tuple(a or b for a, b in PARAMETER.findall(route))
            found.setdefault(name, set()).add(parameters)
    return found


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield Newsroom()


class Addresses:
    """Every row of the table: a name, with an address about a thing of the newsroom."""

    #: What a page's address is asked about, where the answer depends on how far the page has come.
    BY_STATE = ("edit", "delete", "unpublish", "view_draft", "history", "copy", "lock", "move", "preview_on_edit")

    def __init__(self, room):
        self.room = room
        index = BulletinIndexPage.objects.get()
        page_state, piece_state = room.state_of(room.review), room.state_of(room.piece_review)
        self.pages = {"draft": room.draft, "style": room.review, "final": room.last_step, "live": room.live}
        self.pieces = {"draft": room.piece, "review": room.piece_review, "live": room.piece_live}
        self.usual = {
            "parent_page_id": index.pk,
            "page_id": room.draft.pk,
            "page_to_move_id": room.draft.pk,
            "destination_id": index.pk,
            "page_pk": index.pk,
            "revision_id": room.draft.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "workflow_pk": room.workflow.pk,
            "workflow_state_id": page_state.workflow_state_id,
            "task_state_id": page_state.pk,
            "task_id": room.task.pk,
            "action_name": "approve",
            "app_label": "editorial",
            "app_name": "organization",
            "model_name": "topic",
            "content_type_app_name": "editorial",
            "content_type_model_name": "bulletinpage",
            "type_name": "editorial.BulletinPage",
            "image_id": room.image.pk,
            "document_id": room.document.pk,
            "doc_id": room.document.pk,
            "media_id": room.media.pk,
            "media_type": "audio",
            "uploaded_file_id": 1,
            "filter_spec": "width-100",
            "collection_id": room.collection.pk,
            "redirect_id": room.redirect.pk,
            "consent_pk": room.consent.pk,
            "job_pk": room.job.pk,
            "first": 1,
            "second": 2,
            "page": 1,
            "key": "ninguno",
            "upload_key": "00000000-0000-4000-8000-000000000000",
            "session_id": 1,
            "object_id": room.draft.pk,
            "page_view_restriction_id": 1,
            "restriction_id": 1,
            "uidb64": "MQ",
            "token": "set-password",
            "label": "wagtailcore.page",
            "pk": room.draft.pk,
        }
        self.by_namespace = {
            "briefs": {
                "pk": room.brief.pk,
                "attachment_pk": room.attachment.pk,
                "piece_pk": room.piece.pk,
                "act": "rechazar",
            },
            "piece_collections": {"pk": room.shelf.pk, "piece_pk": room.piece.pk},
            "saved_searches": {"pk": room.search.pk},
            "wagtailadmin_pages": {"pk": room.draft.pk},
            "wagtailadmin_collections": {"pk": room.collection.pk},
            "wagtailadmin_workflows": {"pk": room.workflow.pk, "model_name": "reviewstep"},
            "wagtailadmin_editing_sessions": {"model_name": "bulletinpage"},
            "wagtailsites": {"pk": room.office.site_id},
            "wagtailsettings": {"app_name": "cms", "model_name": "officesettings", "pk": room.office.site_id},
            "wagtailusers_users": {"pk": room.author.pk},
            "wagtailusers_groups": {"pk": room.author.groups.get().pk},
            "wagtailusers_api_tokens": {"pk": room.token.pk},
            "wagtailadmin_api:pages": {"pk": room.live.pk, "action_name": "publish"},
            "wagtailadmin_api:images": {"pk": room.image.pk},
            "wagtailadmin_api:documents": {"pk": room.document.pk},
            "wagtailapi_v3": {"page_id": room.live.pk},
            "wagtaildocs_chooser": {"pk": room.document.pk},
            "wagtailimages_chooser": {"pk": room.image.pk},
            "wagtailsnippets_media_assets_piece": {
                "pk": room.piece.pk,
                "revision_id": room.piece.latest_revision_id,
                "task_id": piece_state.task_id,
            },
        }
        things = {
            "editorial_blackoutexception": room.exception,
            "editorial_blackoutperiod": room.period,
            "editorial_rejectionreason": room.reason,
            "media_assets_piece": room.piece,
            "media_assets_pieceformat": room.piece.format,
            "organization_department": room.draft.department,
        }
        for label, thing in things.items():
            for kind in ("wagtailsnippets", "wagtailsnippetchoosers"):
                self.by_namespace.setdefault(f"{kind}_{label}", {}).setdefault("pk", thing.pk)
        from tests.factories import TopicFactory

        topic = TopicFactory()
        for kind in ("wagtailsnippets", "wagtailsnippetchoosers"):
            self.by_namespace[f"{kind}_organization_topic"] = {"pk": topic.pk}
        self.by_name = {
            "wagtailadmin_pages:revisions_view": {"revision_id": room.draft.latest_revision_id},
            "wagtailadmin_pages:convert_alias": {"page_id": room.alias.pk},
            "wagtailadmin_pages:workflow_history_detail": {"page_id": room.review.pk},
            "wagtailadmin_workflows:edit_task": {"pk": room.task.pk},
            "wagtailadmin_workflows:disable_task": {"pk": room.task.pk},
            "wagtailadmin_workflows:enable_task": {"pk": room.task.pk},
            "editorial_notice": {"pk": room.notice.pk},
            "editorial_after_review": {"pk": room.owed.pk},
            **{f"delivery_{act}": {"pk": room.delivery.pk} for act in DELIVERY_ACTS},
            "media_file": {"pk": room.media.pk, "name": room.media.filename},
            "media_captions": {"pk": room.media.pk},
            "media_thumbnail": {"pk": room.media.pk},
            "original": {"name": room.image.file.name},
            "piece_master": {"pk": room.piece.current_version.pk, "name": room.piece.current_version.original_name},
            "piece_captions": {"pk": room.piece.pk},
            "piece_derivative": {"pk": 1, "name": "vista.jpg"},
        }
        on_review = {
            "wagtailadmin_pages": {"page_id": room.review.pk},
            "wagtailsnippets_media_assets_piece": {
                "pk": room.piece_review.pk,
                "task_state_id": piece_state.pk,
                "workflow_state_id": piece_state.workflow_state_id,
            },
        }
        for namespace, values in on_review.items():
            for view in (
                "workflow_action",
                "collect_workflow_action_data",
                "confirm_workflow_cancellation",
                "workflow_preview",
                "workflow_history_detail",
            ):
                self.by_name[f"{namespace}:{view}"] = values

    def rows(self):
        for name, signatures in sorted(admin_routes().items()):
            for parameters in sorted(signatures, key=len):
                suffix = f"({','.join(parameters)})" if len(signatures) > 1 else ""
                for about, values in self.subjects(name, parameters):
                    row = f"{name}{suffix}" + (f"[{about}]" if about else "")
                    yield row, self.address(name, parameters, values)

    def subjects(self, name, parameters):
        """About which things the address is asked: the label of each, and its values."""
        namespace, _colon, view = name.rpartition(":")
        if namespace == "wagtailadmin_pages" and view in self.BY_STATE:
            kind = "page_to_move_id" if view == "move" else "page_id"
            states = self.pages if view == "edit" else {k: v for k, v in self.pages.items() if k != "final"}
            return [(label, {kind: page.pk}) for label, page in states.items()]
        if namespace == "wagtailsnippets_media_assets_piece" and view in self.BY_STATE:
            return [(label, {"pk": piece.pk}) for label, piece in self.pieces.items()]
        if name in ("editorial_record", "editorial_force", "editorial_withdraw"):
            pages = [(f"page-{label}", {"pk": page.pk}) for label, page in self.pages.items()]
            piece = {"label": "media_assets.piece"}
            return pages + [(f"piece-{label}", piece | {"pk": p.pk}) for label, p in self.pieces.items()]
        if name == "wagtailadmin_pages:add":
            return [
                (model._meta.model_name, self._place_for(model))
                for model in get_page_models()
                if model._meta.app_label == "editorial"
            ]
        if name == "wagtailadmin_workflows:add_task":
            return [
                (task._meta.label_lower, {"app_label": task._meta.app_label, "model_name": task._meta.model_name})
                for task in get_task_types()
            ]
        if namespace == "wagtailsettings":
            return [
                (model._meta.label_lower, {"app_name": model._meta.app_label, "model_name": model._meta.model_name})
                for model in settings_registry
            ]
        if name == "wagtail_bulk_action":
            return list(self._bulk_actions())
        if "label" in parameters:
            return [("page", {}), ("piece", {"label": "media_assets.piece", "pk": self.room.piece.pk})]
        return [("", {})]

    def _place_for(self, model):
        parents = [parent.objects.first() for parent in model.allowed_parent_page_models() if parent is not None]
        parent = next((parent for parent in parents if parent is not None), self.room.draft.get_parent())
        return {"content_type_model_name": model._meta.model_name, "parent_page_id": parent.pk}

    def _bulk_actions(self):
        bulk_action_registry._scan_for_bulk_actions()
        things = {
            "page": self.room.draft,
            "piece": self.room.piece,
            "user": self.room.author,
            "editorialimage": self.room.image,
            "editorialdocument": self.room.document,
        }
        for app_label, models in sorted(bulk_action_registry.actions.items()):
            for model_name, actions in sorted(models.items()):
                thing = things.get(model_name) or self._snippet(app_label, model_name)
                for action in sorted(actions):
                    values = {"app_label": app_label, "model_name": model_name, "action": action}
                    yield f"{model_name}.{action}", values | {"?id": thing.pk if thing else 0}

    def _snippet(self, app_label, model_name):
        return apps.get_model(app_label, model_name)._default_manager.first()

    def address(self, name, parameters, values):
        namespace = name.rpartition(":")[0]
        known = self.usual | self.by_namespace.get(namespace, {}) | self.by_name.get(name, {}) | values
        if name == "wagtaildocs_serve":
            return self.room.document.url
        unknown = [parameter for parameter in parameters if parameter not in known]
        assert not unknown, f"Say in Addresses what stands for {unknown} in the address «{name}»."
        address = reverse(name, kwargs={parameter: known[parameter] for parameter in parameters})
        return f"{address}?id={known['?id']}" if "?id" in known else address


def answer(response) -> str:
    """The class of the answer, as the table's heading explains it."""
    status = response.status_code
    if status in (301, 302):
        target = response["Location"].partition("?")[0]
        return "-" if target in (reverse("wagtailadmin_home"), settings.LOGIN_URL) else ">"
    if status in (401, 403):
        return "-"
    if status in (404, 410):
        return "."
    if status in (400, 405):
        return "?"
    return "!" if status >= 500 else "+"


def test_every_address_answers_every_role_as_pinned(newsroom, monkeypatch):
    # Who gets the paper is asked here; that it can be typeset has its own test, and takes its time.
    monkeypatch.setattr("editorial.custody.views.custody_pdf", lambda *args: b"%PDF-1.7")
    found = {}
    rows = list(Addresses(newsroom).rows())
    for letter in COLUMNS:
        client = client_of(newsroom.people.get(letter))
        signed_in = client.cookies.copy()
        for row, address in rows:
            with undone():
                client.cookies = signed_in.copy()
                found[row] = found.get(row, "") + answer(client.get(address))
    differences = TABLE.differences(found)
    assert not differences, "tests/editorial/permission_matrix.txt\n" + "\n".join(differences)
