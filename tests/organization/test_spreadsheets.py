"""What people typed runs as a formula in no spreadsheet of the house."""

import pytest
from django.urls import reverse

from tests import factories
from tests.editorial.doors import desk_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("report", ["aging_pages", "site_history"])
def test_a_title_is_text_in_the_reports_of_wagtail(report, approver):
    page = factories.bulletin(user=approver, title="=HYPERLINK(1)")
    page.save_revision(user=approver, log_action=True)
    response = desk_of(approver).get(reverse(f"wagtailadmin_reports:{report}"), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode()
    assert "'=HYPERLINK(1)" in lines
    assert ",=HYPERLINK" not in lines
    assert "\n=HYPERLINK" not in lines
