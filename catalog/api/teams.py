"""Teams."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from catalog.actions.teams import put_team
from catalog.api.describe import describe_fact, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Text
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer
from catalog.models import Membership, Person, Team
from catalog.queries import find

MOST_MEMBERS = 500


class ContactsSerializer(FactSerializer[Any]):
    """Where the team is reached."""

    def get_default(self) -> Any:
        """Contacts that a PUT leaves out are none, each of them."""
        return self.run_validation(super().get_default())

    class Meta:
        model = Team
        fields = ("email", "chat", "on_call")


class MembershipSerializer(FactSerializer[Membership]):
    """A person in a team, with a role."""

    person = Text(source="person.username", trim_whitespace=False)

    class Meta:
        model = Membership
        fields = ("person", "role")


class TeamSerializer(FactSerializer[Team]):
    """A team. Members that are left out stay, in a PUT too: who is in a team is changed only by saying so."""

    contacts = ContactsSerializer(source="*", default=dict)
    members = MembershipSerializer(
        source="memberships",
        many=True,
        required=False,
        max_length=MOST_MEMBERS,  # type: ignore[call-arg]  # of the list that `many` makes
    )

    class Meta:
        model = Team
        fields = ("slug", "title", "kind", "contacts", "members", "created_at", "updated_at")
        read_only_fields = ("slug",)

    def validate_members(self, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the members with their people, who are looked up together."""
        names = [member["person"]["username"] for member in members]
        twice = sorted(name for name, times in Counter(names).items() if times > 1)
        if twice:
            raise serializers.ValidationError(f"{', '.join(twice)} stands here twice.")
        people = Person.objects.in_bulk(names, field_name="username")
        unknown = {
            str(at): {"person": [f"There is no person {name}."]}
            for at, name in enumerate(names)
            if name not in people
        }
        if unknown:
            raise serializers.ValidationError(unknown)
        return [member | {"person": people[name]} for member, name in zip(members, names, strict=True)]


@describe_fact("team", TeamSerializer, "administrators, and its leads and maintainers to change it")
class TeamView(FactView):
    serializer_class = TeamSerializer

    def find(self, **names: str) -> Team:
        return find.team(names["team"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Team, bool]:
        memberships = fields.pop("memberships", None)
        members = None if memberships is None else {m["person"]: m["role"] for m in memberships}
        return put_team(actor, names["team"], fields, members, if_match)


@describe_list("teams", "List the teams")
class TeamListView(FactListView[Team]):
    serializer_class = TeamSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Team]:
        return Team.objects.prefetch_related("memberships__person").order_by("slug")
