"""Who tried to sign in and did not."""

from django.db import models


class FailedSignIn(models.Model):
    """An attempt that was not right, or whose password is being looked at; it is removed when it counts no more.

    The name is what was typed, whether or not anybody has it, so that an answer never tells.
    """

    username = models.CharField(max_length=63)
    address = models.CharField(
        max_length=50, help_text="Of the client: 192.0.2.1, or the network 2001:db8::/64."
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(name="failed_by_username", fields=["username", "at"]),
            models.Index(name="failed_by_address", fields=["address", "at"]),
            models.Index(name="failed_by_time", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.username} from {self.address}"
