from organization import roles


def test_every_role_of_the_contract_has_its_group(db):
    from django.contrib.auth.models import Group

    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ALL)


def test_a_member_holds_the_role(editor):
    assert roles.holds(editor, roles.EDITORS)
    assert not roles.holds(editor, roles.APPROVERS)


def test_a_closed_account_holds_no_role(editor):
    editor.is_active = False
    assert not roles.holds(editor, roles.EDITORS)
