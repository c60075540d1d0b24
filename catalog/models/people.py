"""People and their tokens."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.models.fields import SlugField


class Role(models.TextChoices):
    """What somebody may do everywhere, apart from what their teams may do."""

    ADMINISTRATOR = "administrator"
    GOVERNANCE = "governance"
    AUDITOR = "auditor"


class TokenScope(models.TextChoices):
    """What may be done with a token of what its person may do."""

    READ = "read"
    WRITE = "write"


class PersonManager(BaseUserManager["Person"]):
    """Makes people, with a usable password or none."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, or in whose name a pipeline calls."""

    username = SlugField(unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Replaced by the property below, so that the role is the only place that says who administers.
    is_superuser = property(lambda self: self.is_administrator)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(name="person_roles_known", condition=Q(roles__contained_by=Role.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_administrator(self) -> bool:
        return self.is_active and Role.ADMINISTRATOR in self.roles

    @property
    def initials(self) -> str:
        words = self.name.split() or [self.username]
        return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


class Token(models.Model):
    """A bearer token of a person. Only its SHA-256 is kept: it carries 256 random bits, so no salt is needed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(max_length=5, choices=TokenScope.choices, default=TokenScope.WRITE)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    PREFIX = "portolan_"

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(name="token_scope_known", condition=Q(scope__in=TokenScope.values)),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.person}"

    @classmethod
    def issue(
        cls, person: Person, name: str, expires_at: datetime, scope: TokenScope = TokenScope.WRITE
    ) -> tuple["Token", str]:
        """Make a token; its secret is returned here and can never be read again."""
        secret = cls.PREFIX + secrets.token_urlsafe(32)
        digest = cls.hash(secret)
        return cls.objects.create(
            person=person, name=name, digest=digest, expires_at=expires_at, scope=scope
        ), secret

    @staticmethod
    def hash(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    def is_valid(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at and self.person.is_active
