"""What policies found of services: the latest word about each, and every change of it."""

from django.db import models
from django.db.models import Q

from catalog.models import Service
from governance.models.policies import Policy, PolicyVersion
from governance.models.reviews import Verdict


class Evaluation(models.Model):
    """Where the evaluation of a service stands. The row is the job: it is due when something changed."""

    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="evaluation")
    due_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is to be made again.")
    evaluated_at = models.DateTimeField(null=True, blank=True)
    revision = models.CharField(max_length=64, blank=True, help_text="Digest of the facts that were judged.")
    until = models.DateTimeField(
        null=True, blank=True, help_text="When one of the results can change by itself."
    )
    document_version = models.PositiveSmallIntegerField(
        default=1, help_text="Of the form of the facts that were judged."
    )

    class Meta:
        indexes = [
            models.Index(name="due_evaluations", fields=["due_at"], condition=Q(due_at__isnull=False)),
            models.Index(name="evaluations_until", fields=["until"], condition=Q(until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"evaluation of {self.service}"


class PolicyResult(models.Model):
    """The latest judgement of a policy about a service, with the evidence that it was made from."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="policy_results")
    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="results")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15, choices=Verdict.choices)
    message = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    revision = models.CharField(max_length=64, help_text="Digest of the facts that were judged.")
    since = models.DateTimeField(help_text="Since when it is in this state.")
    until = models.DateTimeField(null=True, blank=True, help_text="When it can change by itself.")
    evaluated_at = models.DateTimeField()

    class Meta:
        ordering = ["service__slug", "policy__slug"]
        constraints = [models.UniqueConstraint(name="one_result_per_policy", fields=["service", "policy"])]
        indexes = [models.Index(name="results_of_policy", fields=["policy", "state"])]

    def __str__(self) -> str:
        return f"{self.policy}: {self.state}"


class PolicyTransition(models.Model):
    """A result that changed its state. The table only grows, so it is partitioned by month."""

    pk = models.CompositePrimaryKey("at", "id")
    id = models.BigIntegerField(
        db_default=models.expressions.RawSQL("nextval('governance_policytransition_id')", ())
    )
    at = models.DateTimeField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=15, choices=Verdict.choices, blank=True)
    state = models.CharField(max_length=15, choices=Verdict.choices)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(name="transitions_of_service", fields=["service", "-at"])]

    def __str__(self) -> str:
        return f"{self.policy}: {self.before or 'new'} → {self.state}"
