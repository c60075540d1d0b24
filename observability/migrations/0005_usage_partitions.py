"""Samples of usage grow without end: they are partitioned by month."""

from django.db import migrations

from catalog.models.partitions import partitioned_by_month


class Migration(migrations.Migration):
    dependencies = [("observability", "0004_usage")]

    operations = [
        migrations.RunSQL(
            partitioned_by_month(
                "observability_usagesample",
                "begins_at",
                {"dependency_id": "observability_observeddependency", "recorded_by_id": "catalog_person"},
            ),
            migrations.RunSQL.noop,
        ),
    ]
