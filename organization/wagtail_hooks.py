"""Only wires: the office into Wagtail's admin."""

from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from organization.people_on_record import can_delete_person
from organization.viewsets import OfficeViewSetGroup

register_snippet(OfficeViewSetGroup)


@hooks.register("before_delete_user")
def keep_people_on_record(request, user):
    if decision := can_delete_person(user):
        return None
    messages.error(request, str(decision.reason))
    return redirect("wagtailusers_users:edit", user.pk)


@hooks.register("before_bulk_action")
def keep_people_on_record_in_bulk(request, action_type, objects, action_class_instance):
    if action_type != "delete" or not all(isinstance(found, get_user_model()) for found in objects):
        return None
    for user in objects:
        if not (decision := can_delete_person(user)):
            messages.error(request, str(decision.reason))
            return redirect("wagtailusers_users:index")
    return None
