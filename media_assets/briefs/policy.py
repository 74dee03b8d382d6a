"""The rules of briefs in the form in which Wagtail's views ask them."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies import BasePermissionPolicy

from media_assets.briefs import rules


class BriefPolicy(BasePermissionPolicy):
    """No permission of a group: who may is said by ``media_assets.briefs.rules``; nobody deletes a brief."""

    def user_has_permission(self, user, action):
        return action in ("add", "change", "view") and bool(rules.may_request(user))

    def users_with_any_permission(self, actions):
        enters = Q(is_superuser=True) | Q(groups__permissions__codename="access_admin")
        return get_user_model().objects.filter(enters, is_active=True).distinct()

    def user_has_permission_for_instance(self, user, action, instance):
        match action:
            case "view":
                return bool(rules.may_see(user, instance))
            case "change":
                return bool(rules.may_edit(user, instance))
        return False

    def instances_user_has_any_permission_for(self, user, actions):
        return rules.seen_by(user)
