"""Nobody makes themselves, or anybody, more than they are."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests import factories
from tests.editorial import doors

pytestmark = pytest.mark.django_db
SECRET = "clave-nueva-y-larga-9"


@pytest.fixture
def superuser():
    return factories.UserFactory(username="raiz", is_superuser=True)


def account(name, **fields):
    return {
        "username": name,
        "email": f"{name}@rotativa.example",
        "first_name": "Oficina",
        "last_name": "de Prensa",
        "password1": SECRET,
        "password2": SECRET,
        "is_active": "on",
        "is_superuser": "on",
        **fields,
    }


def test_an_administrator_makes_an_account_but_no_superuser(administrator):
    desk = doors.desk_of(administrator)
    assert 'name="is_superuser"' not in desk.get(reverse("wagtailusers_users:add")).content.decode()
    desk.post(reverse("wagtailusers_users:add"), account("nueva"))
    assert not User.objects.get(username="nueva").is_superuser


def test_a_copied_account_is_no_superuser_either(administrator, editor):
    desk = doors.desk_of(administrator)
    html = desk.get(reverse("wagtailusers_users:copy", args=[editor.pk])).content.decode()
    assert 'name="username"' in html
    assert 'name="is_superuser"' not in html


def test_an_administrator_raises_nobody(administrator, editor):
    doors.desk_of(administrator).post(reverse("wagtailusers_users:edit", args=[editor.pk]), account("editor"))
    changed = User.objects.get(pk=editor.pk)
    assert (changed.first_name, changed.is_superuser) == ("Oficina", False)


def test_the_account_of_a_superuser_is_not_taken_over(administrator, superuser):
    form = account("raiz")
    answer = doors.desk_of(administrator).post(reverse("wagtailusers_users:edit", args=[superuser.pk]), form)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert not User.objects.get(pk=superuser.pk).check_password(SECRET)


def test_a_superuser_makes_another(superuser, editor):
    doors.desk_of(superuser).post(reverse("wagtailusers_users:edit", args=[editor.pk]), account("editor"))
    assert User.objects.get(pk=editor.pk).is_superuser
