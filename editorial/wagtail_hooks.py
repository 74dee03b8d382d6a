"""Only wires: the newsroom's part in Wagtail's admin."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from editorial import blackout, force_publication, scheduling
from editorial.afterwards_views import AfterReviewsPanel, DecideAfterReview, ForcePublication
from editorial.answered_files import FILES
from editorial.blackout_admin import BlackoutGroup
from editorial.blocks import adapters  # noqa: F401
from editorial.custody.changes import ChangesView, tell_in_editor
from editorial.custody.views import RecordCSV, RecordPDF, RecordView, may_read_record
from editorial.desk.board_views import BoardView
from editorial.desk.calendar_views import CalendarView
from editorial.desk.feed_views import FeedLinkView
from editorial.desk.panels import OverduePanel, OverviewPanel, WaitingPanel
from editorial.going_out import may_go_out
from editorial.models import CampaignPage
from editorial.notices.views import ChoicesPanel, NoticesView, NoticeView, menu_item
from editorial.page_permissions import known_to
from editorial.publication_doors import is_offered_publication, refused_in_bulk
from editorial.readiness.panel import FindingsView, ReadinessSidePanel, ReviewedPageViewSet
from editorial.review_admin import RejectionReasonViewSet
from editorial.submit_pieces import SubmitPieces
from editorial.withdrawal import ACT
from editorial.withdrawal_views import Withdraw
from media_assets.library.facets import RowsFacet
from media_assets.models import EditorialImage
from organization.publication import GatedPublication

register_snippet(BlackoutGroup)
register_snippet(RejectionReasonViewSet)
hooks.register("register_bulk_action", SubmitPieces)


@hooks.register("before_publish_page")
@hooks.register("before_publish")
def publish_only_what_was_approved(request, content):
    """Keep as a draft, with the reason, what somebody tried to publish past the chain, or before it is ready."""
    if not isinstance(content, GatedPublication):
        return None
    if decision := may_go_out(request.user, content.get_latest_revision()):
        return None
    messages.error(request, str(decision.reason))
    return redirect(AdminURLFinder(request.user).get_edit_url(content) or reverse("wagtailadmin_home"))


@hooks.register("construct_homepage_panels")
def put_the_review_on_the_desk(request, panels):
    # Ours says the same with deadlines, and of pieces too: two lists of one work confuse.
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels += [AfterReviewsPanel(), WaitingPanel(), OverduePanel(), OverviewPanel()]


@hooks.register("insert_global_admin_css")
def review_style():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/record.css"))


@hooks.register("insert_global_admin_css")
def desk_style():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/desk.css"))


@hooks.register("register_admin_urls")
def records():
    address = "expediente/<str:label>/<int:pk>"
    return [
        path(f"{address}/", RecordView.as_view(), name="editorial_record"),
        path(f"{address}/cambios/", ChangesView.as_view(), name="editorial_changes"),
        path(f"{address}/requisitos/", FindingsView.as_view(), name="editorial_readiness"),
        path(f"{address}.csv", RecordCSV.as_view(), name="editorial_record_csv"),
        path(f"{address}.pdf", RecordPDF.as_view(), name="editorial_record_pdf"),
    ]


@hooks.register("register_admin_viewset")
def readiness_beside_the_text():
    return ReviewedPageViewSet()


@hooks.register("register_piece_side_panels")
def readiness_beside_the_piece(piece, request):
    return ReadinessSidePanel(piece, request)


@hooks.register("register_admin_urls")
def withdrawals():
    return [
        path("retirar/<str:label>/<int:pk>/", Withdraw.as_view(), name="editorial_withdraw"),
        path("publicar-con-urgencia/<str:label>/<int:pk>/", ForcePublication.as_view(), name="editorial_force"),
        path("revision-posterior/<int:pk>/", DecideAfterReview.as_view(), name="editorial_after_review"),
    ]


@hooks.register("register_admin_urls")
def notices():
    return [
        path("avisos/", NoticesView.as_view(), name="editorial_notices"),
        path("avisos/<int:pk>/", NoticeView.as_view(), name="editorial_notice"),
    ]


@hooks.register("register_admin_urls")
def desk():
    return [
        path("tablero/", BoardView.as_view(), name="editorial_board"),
        path("calendario/", CalendarView.as_view(), name="editorial_calendar"),
        path("calendario/enlace/", FeedLinkView.as_view(), name="editorial_calendar_link"),
    ]


@hooks.register("register_admin_menu_item")
def board_in_the_menu():
    return MenuItem(_("Board"), reverse("editorial_board"), name="board", icon_name="table", order=105)


@hooks.register("register_admin_menu_item")
def calendar_in_the_menu():
    address = reverse("editorial_calendar")
    return MenuItem(_("Editorial calendar"), address, name="calendar", icon_name="calendar-alt", order=110)


@hooks.register("construct_main_menu")
def count_the_unread(request, menu_items):
    menu_items.append(menu_item(request.user))


@hooks.register("register_account_settings_panel")
def ask_how_to_be_told(request, user, profile):
    return ChoicesPanel(request, user, profile)


@hooks.register("before_unpublish_page")
def ask_for_the_reason(request, page):
    return redirect("editorial_withdraw", "wagtailcore.page", page.pk)


@hooks.register("before_unpublish")
def ask_for_the_reason_of_a_piece(request, content):
    if isinstance(content, GatedPublication) and not isinstance(content, Page):
        return redirect("editorial_withdraw", content._meta.label_lower, content.pk)
    return None


@hooks.register("before_delete_snippet")
def keep_published_pieces(request, contents):
    return _stop(request, refused_in_bulk(request.user, "delete", contents))


@hooks.register("before_delete_page")
def keep_what_was_published(request, page):
    return _stop(request, refused_in_bulk(request.user, "delete", [page]))


@hooks.register("before_bulk_action")
def nothing_published_goes_in_bulk(request, action_type, objects, action_class_instance):
    return _stop(request, refused_in_bulk(request.user, action_type, objects))


def _stop(request, refusal):
    """Say why, where the thing that was refused is at hand; go on when nothing was."""
    if refusal is None:
        return None
    item, reason = refusal
    messages.error(request, str(reason))
    if isinstance(item, Page):
        return redirect("wagtailadmin_explore", item.get_parent().pk)
    if isinstance(item, FILES):
        return redirect("wagtailimages:index" if isinstance(item, EditorialImage) else "wagtaildocs:index")
    return redirect(AdminURLFinder(request.user).get_edit_url(item) or reverse("wagtailadmin_home"))


@hooks.register("register_log_actions")
def acts_of_the_house(actions):
    actions.register_action(ACT, _("Withdraw with a reason"), _("Withdrawn with a reason"))
    actions.register_action(
        scheduling.EXPIRED, _("Withdraw at its hour"), _("Withdrawn at the hour that was set for it")
    )
    actions.register_action(force_publication.ACT, _("Publish before the review"), _("Published before the review"))
    actions.register_action(force_publication.RATIFIED, _("Ratify"), _("The early publication was ratified"))
    actions.register_action(force_publication.OBJECTED, _("Object"), _("The early publication was objected to"))
    actions.register_action(
        blackout.GRANTED, _("Except from the blackout"), _("The legal office granted an exception to the blackout")
    )
    actions.register_action(
        blackout.CHANGED, _("Change the exception"), _("The exception to the blackout was changed")
    )
    actions.register_action(
        blackout.TAKEN_BACK, _("Take the exception back"), _("The exception to the blackout was taken back")
    )
    actions.register_action("editorial.checklist", _("Tick the checklist"), _("The points of the step were checked"))


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def say_what_changed_since_the_approval(request, content):
    if request.method == "GET" and isinstance(content, GatedPublication):
        tell_in_editor(request, content)


@hooks.register("register_page_header_buttons")
def open_the_record(page, user, view_name, next_url=None):
    if page.depth > 1 and may_read_record(user, page):
        url = reverse("editorial_record", args=["wagtailcore.page", page.pk])
        yield Button(_("Record"), url, icon_name="history", priority=70)


@hooks.register("construct_page_chooser_queryset")
def choose_among_what_one_may_know(pages, request):
    """Wagtail's chooser of pages shows every draft of the house to whoever opens it."""
    return known_to(request.user, pages)


@hooks.register("construct_snippet_action_menu")
def offer_no_unapproved_publication(menu_items, request, context):
    if not is_offered_publication(request.user, context["model"], context.get("instance")):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("register_brief_campaigns")
def campaigns_to_ask_for(user):
    """Those that the user may know of: public ones, and what they write."""
    return Page.objects.filter(pk__in=known_to(user, CampaignPage.objects.order_by()).values("pk"))


@hooks.register("register_piece_filters")
def find_pieces_by_campaign():
    return {
        "campaign": RowsFacet(
            label=_("Campaign"), column="campaign_uses__page_id", rows=campaigns_known_to, to_many=True
        )
    }


def campaigns_known_to(request):
    return known_to(request.user, CampaignPage.objects.order_by("title"))
