from organization.decisions import ALLOWED, refused


def test_a_refusal_is_false_and_says_why():
    decision = refused("No es su turno.")
    assert not decision
    assert decision.reason == "No es su turno."


def test_an_allowance_is_true():
    assert ALLOWED
