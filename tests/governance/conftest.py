"""A browser of sorts, for what governance shows as pages."""

import pytest
from django.test import Client

from catalog.models import Person


@pytest.fixture
def browse(db):
    """`browse("/services")` is the page as somebody sees it who is signed in and in no team."""
    client = Client()
    client.force_login(Person.objects.create_user("visitor", name="Vera Visitor"))

    def get(address, **headers):
        response = client.get(address, headers=headers)
        response.text = response.content.decode()
        return response

    get.client = client
    return get
