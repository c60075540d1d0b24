"""Teams, and who is in them."""

from django.contrib.auth.models import Group
from django.db import models

from catalog.models.fields import Revised, SlugField
from catalog.models.people import Person


class TeamKind(models.TextChoices):
    STREAM_ALIGNED = "stream-aligned", "stream-aligned"
    PLATFORM = "platform"
    ENABLING = "enabling"
    COMPLICATED_SUBSYSTEM = "complicated-subsystem", "complicated subsystem"
    FUSION = "fusion"


class MemberRole(models.TextChoices):
    LEAD = "lead"
    MAINTAINER = "maintainer"
    MEMBER = "member"
    CITIZEN_DEVELOPER = "citizen-developer", "citizen developer"


class Team(Revised):
    """Who owns services. Its `group` carries the object permissions that its members share."""

    slug = SlugField(unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=TeamKind.choices, default=TeamKind.STREAM_ALIGNED)
    email = models.EmailField(blank=True)
    chat = models.CharField(max_length=200, blank=True)
    on_call = models.CharField(max_length=200, blank=True)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, editable=False)
    members = models.ManyToManyField(Person, through="Membership", related_name="teams")

    class Meta:
        ordering = ["slug"]
        permissions = [("act_for_team", "Can act for the team")]

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """A person in a team, with a role."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=MemberRole.choices, default=MemberRole.MEMBER)

    class Meta:
        ordering = ["person__username"]
        constraints = [models.UniqueConstraint(name="membership_once", fields=["team", "person"])]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"
