"""The notices as an app, for the sake of its place among the others."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted


class NoticesConfig(AppConfig):
    """Stands after ``wagtail.admin`` among the apps, because it takes the place of that app's own letters."""

    name = "editorial.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self):
        from wagtail.models import WorkflowState

        from editorial.notices import events  # noqa: F401

        for signal, name in (
            (workflow_submitted, "submitted"),
            (workflow_rejected, "rejected"),
            (workflow_approved, "approved"),
        ):
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")
