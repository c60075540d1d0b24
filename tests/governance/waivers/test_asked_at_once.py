"""The same is asked for once, however many ask at once."""

from catalog.errors import ConflictError
from governance.models import Waiver


def test_of_several_who_ask_at_once_one_is_heard(at_once, ask, in_a_week):
    answers = at_once(*[lambda: ask(in_a_week)] * 4)

    refused = [answer for answer in answers if isinstance(answer, ConflictError)]
    assert len(refused) == 3, answers
    assert Waiver.objects.count() == 1
