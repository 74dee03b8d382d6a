"""
Who gives whom which powers: only a superuser makes one, and nobody less touches theirs.

Wagtail lets whoever may change users tick «superuser» for anybody, and put a password
of theirs on a superuser's account: either is a way round every role.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import users

from organization.decisions import ALLOWED, Decision, refused


def can_manage(user, account) -> Decision:
    """Whether the user may change that account, whatever their permissions over accounts at large."""
    if account.is_superuser and not user.is_superuser:
        return refused(_("Only a superuser may change the account of a superuser."))
    return ALLOWED


class GivesNoMoreThanOneHas:
    """A form of an account that knows who fills it in."""

    def __init__(self, *args, filled_in_by, **kwargs):
        super().__init__(*args, **kwargs)
        if not filled_in_by.is_superuser:
            self.fields.pop("is_superuser", None)


class AccountCreationForm(GivesNoMoreThanOneHas, UserCreationForm):
    pass


class AccountEditForm(GivesNoMoreThanOneHas, UserEditForm):
    pass


class FilledInByUser:
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"filled_in_by": self.request.user}


class AccountCreateView(FilledInByUser, users.CreateView):
    pass


class AccountCopyView(FilledInByUser, users.UserViewSet.copy_view_class):
    pass


class AccountEditView(FilledInByUser, users.EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not (decision := can_manage(request.user, self.object)):
            raise PermissionDenied(str(decision.reason))


class AccountViewSet(users.UserViewSet):
    add_view_class = AccountCreateView
    copy_view_class = AccountCopyView
    edit_view_class = AccountEditView

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm
