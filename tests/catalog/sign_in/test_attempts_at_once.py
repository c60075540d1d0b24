"""Attempts that come at once, to several web processes, are as many as one after the other."""

import pytest

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_twelve_at_once_are_five_attempts(at_once, sailor, sign_in, monkeypatch):
    asked = []

    def wrong(_self, raw):
        asked.append(raw)
        return False

    monkeypatch.setattr("catalog.models.Person.check_password", wrong)
    answers = at_once(*[sign_in] * 12)
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [429] * 8
    assert len(asked) == 5
