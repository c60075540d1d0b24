"""Deliveries grow without end: they are partitioned by month."""

from django.db import migrations

from catalog.models.partitions import partitioned_by_month


class Migration(migrations.Migration):
    dependencies = [("observability", "0001_initial")]

    operations = [
        migrations.RunSQL(
            partitioned_by_month(
                "observability_delivery",
                "created_at",
                {"alert_id": "observability_alert", "channel_id": "observability_channel"},
            ),
            migrations.RunSQL.noop,
        ),
    ]
