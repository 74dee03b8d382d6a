"""The office prepares, follows and ends deliveries; each screen asks who is there."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.urls import reverse
from django.utils import timezone

from media_assets.delivery import links, packing
from media_assets.delivery.preparing import revoke
from media_assets.models import Channel, Delivery, DeliveryTaking, JobState, Letter, Piece, ReceiverKind
from tests import factories
from tests.media_assets.deliveries import fresh, ordered, out_piece, packed, taken
from tests.media_assets.factories import withdraw

pytestmark = pytest.mark.django_db

REASON = "La imprenta cambió de dueño."


def form(of, **changes):
    keys = [piece.pk for piece in of]
    data = {
        "shown": keys,
        "pieces": keys,
        "receiver_kind": "printer",
        "receiver_name": "Imprenta del Sur",
        "receiver_contact": "",
        "receiver_email": "",
        "note": "500 ejemplares",
        "days": "7",
        "another": "",
    }
    return data | changes


def detail(delivery):
    return reverse("delivery_detail", args=[delivery.pk])


# -- Doors -------------------------------------------------------------------------

ACTS = ("delivery_cancel", "delivery_again", "delivery_write")


@pytest.mark.parametrize(
    ("role", "looks", "delivers"),
    [
        ("editor", False, False),
        ("style_reviewer", False, False),
        ("legal_reviewer", True, False),
        ("designer", True, True),
        ("approver", True, True),
        ("administrator", True, True),
    ],
)
def test_each_screen_asks_who_is_there(role, looks, delivers, request, superuser, client):
    user = request.getfixturevalue(role)
    delivery = packed([out_piece()], superuser)
    client.force_login(user)
    refused = 302  # Wagtail leads who may not to the home of the admin, with a word.
    for address in (reverse("deliveries"), reverse("deliveries_results"), detail(delivery)):
        assert client.get(address).status_code == (200 if looks else refused), address
    progress = reverse("delivery_progress", args=[delivery.pk])
    assert client.get(progress).status_code == (200 if looks else refused)
    assert client.get(reverse("delivery_add")).status_code == (200 if delivers else refused)
    assert client.get(reverse("delivery_take", args=[delivery.pk])).status_code == (200 if delivers else refused)
    before = Delivery.objects.values().get()
    for name in ACTS:
        response = client.post(reverse(name, args=[delivery.pk]))
        assert response.status_code == 302
        assert (response.url == detail(delivery)) is delivers
    assert delivers or Delivery.objects.values().get() == before
    assert ("Entregas" in client.get("/admin/").content.decode()) is looks


def test_who_looks_and_does_not_deliver_is_not_shown_the_link(legal_reviewer, approver, designer, client):
    delivery = packed([out_piece()], designer)
    taken(client, delivery)
    client.force_login(legal_reviewer)
    page = client.get(detail(delivery)).content.decode()
    assert links.token_of(delivery) not in page
    assert "127.0.0.1" not in page
    client.force_login(approver)
    page = client.get(detail(delivery)).content.decode()
    assert links.token_of(delivery) in page
    assert "127.0.0.1" in page


# -- Preparing ---------------------------------------------------------------------


def test_a_delivery_is_prepared_from_the_editor_of_a_piece(designer, client):
    piece = out_piece()
    client.force_login(designer)
    editor = client.get(reverse(Piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])).content.decode()
    address = f"{reverse('delivery_add')}?pieza={piece.pk}"
    assert address in editor
    page = client.get(address)
    assert page.context["form"]["receiver_kind"].value() == ReceiverKind.PRINTER
    response = client.post(reverse("delivery_add"), form([piece]))
    delivery = Delivery.objects.get()
    assert response.url == detail(delivery)
    assert delivery.items.get().piece == piece
    assert delivery.prepared_by == designer
    assert (delivery.expires_at - delivery.prepared_at).days == 7


def test_the_record_of_a_piece_leads_there_too(legal_reviewer, designer, client):
    piece = out_piece()
    address = reverse(Piece.snippet_viewset.get_url_name("inspect"), args=[piece.pk])
    client.force_login(designer)
    assert f"{reverse('delivery_add')}?pieza={piece.pk}" in client.get(address).content.decode()
    client.force_login(legal_reviewer)
    page = client.get(address).content.decode()
    assert reverse("delivery_add") not in page
    assert f"{reverse('deliveries')}?piece={piece.pk}" in page


def test_many_pieces_are_delivered_from_the_listing(designer, style_reviewer, client):
    pieces = [out_piece(), out_piece()]
    address = reverse("wagtail_bulk_action", args=["media_assets", "piece", "deliver"])
    query = "&".join(f"id={piece.pk}" for piece in pieces)
    client.force_login(designer)
    response = client.get(f"{address}?{query}")
    assert response.url == f"{reverse('delivery_add')}?pieza={pieces[0].pk}&pieza={pieces[1].pk}"
    assert [row["piece"] for row in client.get(response.url).context["form"].rows] == pieces
    client.force_login(style_reviewer)
    assert client.get(f"{address}?{query}").url != response.url


def test_a_piece_that_may_not_go_is_named_with_its_reason_and_nothing_is_lost(designer, client):
    good, gone = out_piece(title="Afiche"), out_piece(title="Volante")
    withdraw(gone)
    client.force_login(designer)
    response = client.post(
        reverse("delivery_add"),
        form([good, gone], receiver_contact="Preprensa", receiver_email="a@b.example", days="15"),
    )
    assert response.status_code == 200
    page = response.content.decode()
    assert "«Volante»: Fue retirada." in page
    assert "«Afiche»" not in page
    for kept in ("Imprenta del Sur", "Preprensa", "a@b.example", "500 ejemplares"):
        assert kept in page
    written = response.context["form"]
    assert written["days"].value() == "15"
    assert [row["is_chosen"] for row in written.rows] == [True, True]
    assert not Delivery.objects.exists()
    # Left out, the rest goes.
    client.post(reverse("delivery_add"), form([good, gone], pieces=[good.pk]))
    assert [item.title for item in Delivery.objects.get().items.all()] == ["Afiche"]


def test_another_piece_is_added_to_the_form_as_it_was_written(designer, client):
    first, second = out_piece(title="Afiche"), out_piece(title="Volante")
    client.force_login(designer)
    response = client.post(
        reverse("delivery_add"), form([first], another=second.pk, add="1", receiver_name="", note="A medio escribir")
    )
    written = response.context["form"]
    assert [(row["piece"], row["is_chosen"]) for row in written.rows] == [(first, True), (second, True)]
    assert "A medio escribir" in response.content.decode()
    assert not written.errors
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pieces": []}, "pieces"),
        ({"receiver_name": ""}, "receiver_name"),
        ({"receiver_kind": "amigo"}, "receiver_kind"),
        ({"receiver_email": "no es"}, "receiver_email"),
        ({"write": "on"}, "receiver_email"),
        ({"days": "900"}, "days"),
        ({"pieces": ["no", "-1"], "shown": ["no", "9" * 30]}, "pieces"),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(changes, field, designer, client):
    client.force_login(designer)
    response = client.post(reverse("delivery_add"), form([out_piece()], **changes))
    assert field in response.context["form"].errors
    assert not Delivery.objects.exists()


def test_the_form_asks_as_much_of_many_pieces_as_of_one(designer, client, django_assert_max_num_queries):
    pieces = [out_piece() for _n in range(6)]
    client.force_login(designer)
    client.get(reverse("delivery_add"))
    with django_assert_max_num_queries(60) as of_one:
        client.get(f"{reverse('delivery_add')}?pieza={pieces[0].pk}")
    with django_assert_max_num_queries(60) as of_many:
        client.get(f"{reverse('delivery_add')}?" + "&".join(f"pieza={piece.pk}" for piece in pieces))
    assert len(of_many) == len(of_one)


# -- The list ----------------------------------------------------------------------


def test_the_list_says_how_each_stands_who_took_it_and_when(designer, client):
    ready = packed([out_piece(), out_piece()], designer, receiver="Imprenta del Sur")
    revoked = packed([out_piece(Channel.WEB)], designer, ReceiverKind.SITE, receiver="Portal del Valle")
    taken(client, ready)
    taken(client, ready, **{"user-agent": "Otro programa"})
    revoke(revoked, user=designer, reason=REASON)
    client.force_login(designer)
    page = client.get(reverse("deliveries")).content.decode()
    for said in ("Imprenta del Sur", "Portal del Valle", "Lista", "Revocada", "2 veces", "Todavía no"):
        assert said in page, said
    assert reverse("delivery_add") in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("standing=ready", {"lista"}),
        ("standing=preparing", {"espera"}),
        ("standing=revoked", {"revocada"}),
        ("standing=expired", {"vencida"}),
        ("standing=failed", set()),
        ("receiver_kind=site", set()),
        ("q=vencid", {"vencida"}),
    ],
)
def test_the_list_is_narrowed_by_state_receiver_and_words(query, found, designer, client):
    piece = out_piece()
    packed([piece], designer, receiver="lista")
    ordered([piece], designer, receiver="espera")
    revoke(packed([piece], designer, receiver="revocada"), user=designer, reason=REASON)
    past = packed([piece], designer, receiver="vencida")
    Delivery.objects.filter(pk=past.pk).update(expires_at=timezone.now())
    client.force_login(designer)
    listed = client.get(f"{reverse('deliveries')}?{query}").context["object_list"]
    assert {delivery.receiver_name for delivery in listed} == found


def test_the_list_is_narrowed_to_a_piece(designer, client):
    one, other = out_piece(), out_piece()
    packed([one], designer, receiver="suya")
    packed([other], designer, receiver="ajena")
    client.force_login(designer)
    listed = client.get(f"{reverse('deliveries')}?piece={one.pk}").context["object_list"]
    assert [delivery.receiver_name for delivery in listed] == ["suya"]


def test_the_list_asks_as_much_of_many_as_of_one(designer, client, django_assert_max_num_queries):
    client.force_login(designer)
    piece = out_piece()
    packed([piece], designer)
    client.get(reverse("deliveries"))
    with django_assert_max_num_queries(40) as of_one:
        client.get(reverse("deliveries"))
    for _n in range(5):
        taken(client, packed([piece, out_piece()], designer))
    with django_assert_max_num_queries(40) as of_many:
        client.get(reverse("deliveries"))
    assert len(of_many) == len(of_one)


# -- One delivery ------------------------------------------------------------------


def test_the_page_follows_the_packing_and_offers_what_may_be_done(designer, client):
    delivery = ordered([out_piece()], designer)
    Delivery.objects.update(state=JobState.RUNNING, progress=37)
    client.force_login(designer)
    page = client.get(detail(delivery)).content.decode()
    assert "37\u00a0% empacado" in page
    assert 'working-value="true"' in page
    assert client.post(reverse("delivery_cancel", args=[delivery.pk])).url == detail(delivery)
    assert fresh(delivery).cancel_requested
    packing.carry_out(delivery.pk, "a")
    assert "Preparar de nuevo" in client.get(detail(delivery)).content.decode()
    client.post(reverse("delivery_again", args=[delivery.pk]))
    assert fresh(delivery).state == JobState.PENDING
    packing.carry_out(delivery.pk, "b")
    page = client.get(reverse("delivery_progress", args=[delivery.pk])).content.decode()
    assert 'working-value="false"' in page
    assert fresh(delivery).sha256 in page


def test_a_package_that_waits_for_room_says_so_until_it_goes_on(designer, client):
    delivery = ordered([out_piece()], designer)
    Delivery.objects.update(message="Espera: no hay espacio.")
    client.force_login(designer)
    progress = reverse("delivery_progress", args=[delivery.pk])
    assert "Espera: no hay espacio." in client.get(progress).text
    Delivery.objects.update(state=JobState.RUNNING)
    assert "Espera: no hay espacio." not in client.get(progress).text


def test_the_office_looks_into_the_package_by_name(designer, client):
    delivery = packed([out_piece()], designer)
    client.force_login(designer)
    response = client.get(reverse("delivery_take", args=[delivery.pk]))
    assert b"".join(response.streaming_content)[:2] == b"PK"
    assert DeliveryTaking.objects.get().person == designer.username
    assert designer.username in client.get(detail(delivery)).content.decode()


def test_it_is_revoked_with_a_reason_and_not_without(designer, client):
    delivery = packed([out_piece()], designer)
    client.force_login(designer)
    address = reverse("delivery_revoke", args=[delivery.pk])
    assert client.get(address).status_code == 200
    for said in ("", "porque sí"):
        response = client.post(address, {"reason": said})
        assert response.context["form"].errors["reason"]
    assert fresh(delivery).revoked_at is None
    assert client.post(address, {"reason": REASON}).url == detail(delivery)
    assert (fresh(delivery).revoked_by, fresh(delivery).revoked_reason) == (designer, REASON)
    page = client.get(detail(delivery)).content.decode()
    assert REASON in page
    assert links.token_of(delivery) not in page


def test_another_designer_does_not_revoke_it(designer, client):
    delivery = packed([out_piece()], designer)
    client.force_login(factories.UserFactory(role="Diseño"))
    client.post(reverse("delivery_revoke", args=[delivery.pk]), {"reason": REASON})
    assert fresh(delivery).revoked_at is None
    assert reverse("delivery_revoke", args=[delivery.pk]) not in client.get(detail(delivery)).content.decode()


# -- The letter --------------------------------------------------------------------


def test_the_receiver_is_written_to_once_when_the_package_is_ready(designer, mailoutbox, client):
    from media_assets.delivery import upkeep

    delivery = ordered(
        [out_piece(title="Afiche del río")], designer, receiver_email="preprensa@imprenta.example", write=True
    )
    upkeep.tend()
    assert not mailoutbox
    packing.carry_out(delivery.pk, "a")
    upkeep.tend()
    upkeep.tend()
    (letter,) = mailoutbox
    assert letter.to == ["preprensa@imprenta.example"]
    html = letter.alternatives[0][0]
    for part in (letter.body, html):
        assert links.address_of(delivery) in part
        assert "Afiche del río" in part
        assert "hora de Bogotá" in part
    assert f"Entrega {delivery.pk}" in letter.subject
    assert fresh(delivery).letter == Letter.SENT
    assert client.get(links.path_of(delivery)).status_code == 200


def test_nobody_is_sent_to_a_door_that_is_shut(designer, mailoutbox):
    from media_assets.delivery import upkeep

    delivery = packed([out_piece()], designer, receiver_email="a@b.example", write=True)
    revoke(delivery, user=designer, reason=REASON)
    upkeep.tend()
    assert not mailoutbox
    assert fresh(delivery).letter == Letter.DROPPED


def test_a_mail_server_that_is_down_loses_no_letter(designer, mailoutbox, monkeypatch):
    from django.core.mail import EmailMultiAlternatives

    from media_assets.delivery import letters

    delivery = packed([out_piece()], designer, receiver_email="a@b.example", write=True)
    now = timezone.now()

    def refuse(letter):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", refuse)
        assert letters.send_due(now) == 0
    waiting = fresh(delivery)
    assert (waiting.letter, waiting.letter_attempts) == (Letter.QUEUED, 1)
    assert waiting.letter_due_at > now
    assert letters.send_due(now) == 0
    assert letters.send_due(waiting.letter_due_at) == 1
    assert len(mailoutbox) == 1


def test_an_address_that_no_server_takes_holds_up_no_other_letter(designer, mailoutbox, monkeypatch):
    from django.core.mail import EmailMultiAlternatives

    from media_assets.delivery import letters

    for address in ("nadie@b.example", "imprenta@b.example"):
        packed([out_piece()], designer, receiver_email=address, write=True)
    send = EmailMultiAlternatives.send

    def refuse_the_first(letter):
        if letter.to == ["nadie@b.example"]:
            raise SMTPRecipientsRefused({letter.to[0]: (550, b"no such user")})
        return send(letter)

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse_the_first)
    assert letters.send_due(timezone.now()) == 1
    assert [letter.to for letter in mailoutbox] == [["imprenta@b.example"]]


def test_the_letter_is_sent_again_by_a_button(designer, mailoutbox, client):
    from media_assets.delivery import upkeep

    delivery = packed([out_piece()], designer, receiver_email="a@b.example")
    client.force_login(designer)
    assert "Enviar el enlace por correo" in client.get(detail(delivery)).content.decode()
    client.post(reverse("delivery_write", args=[delivery.pk]))
    upkeep.tend()
    assert len(mailoutbox) == 1
    assert "Enviar el correo de nuevo" in client.get(detail(delivery)).content.decode()


def test_a_name_with_a_line_break_makes_no_header(designer, mailoutbox):
    from media_assets.delivery import upkeep

    packed([out_piece()], designer, receiver="Imprenta\nBcc: otro@b.example", receiver_email="a@b.example", write=True)
    upkeep.tend()
    assert "\n" not in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == ["a@b.example"]
