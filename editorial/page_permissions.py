"""Of which pages somebody may know, and what Wagtail's rule about deleting costs in a listing, made constant."""

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester
from wagtail.permissions import policy_registry

#: With any of these over some page, somebody works on pages.
WORK = ("add", "change", "publish")


def known_to(user, pages):
    """Those of the pages of which the user may know: what is public, and what they work on."""
    own = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, set(WORK))
    return pages.filter(Q(live=True) | Q(pk__in=own.order_by().values("pk")))


def works_on_pages(user) -> bool:
    """Whether the tree of pages is open to the user; who only reviews comes to a page from the desk."""
    return policy_registry.get_by_type(Page).user_has_any_permission(user, WORK)


class FrugalPermissionTester(PagePermissionTester):
    """
    Wagtail's own answers, without its query for each row of a listing.

    To know whether somebody who may not publish may delete a page, Wagtail asks the
    database for published pages from it downwards. A published page answers for itself,
    and so does a page without pages below.
    """

    def can_delete(self, ignore_bulk=False):
        if self.user.is_superuser or not self.user.is_active or self.page_is_root or "publish" in self.permissions:
            return super().can_delete(ignore_bulk)
        if self.page.live:
            return False
        if not self.page.is_leaf():
            return super().can_delete(ignore_bulk)
        is_own = "add" in self.permissions and self.page.owner_id == self.user.pk
        return "change" in self.permissions or is_own
