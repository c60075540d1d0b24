"""Reviews keep what the contract promised, and every version that they compared with."""

from django.db import migrations, models

# What was judged until now was judged by the contract's own promise, against its one baseline.
FILL = """
UPDATE governance_review AS review
   SET compatibility = contract.compatibility,
       strictness = contract.strictness,
       compared_with = COALESCE(
           (SELECT jsonb_build_array(baseline.version)
              FROM catalog_contractversion AS baseline WHERE baseline.id = review.baseline_id),
           '[]'::jsonb)
  FROM catalog_contractversion AS judged
  JOIN catalog_contract AS contract ON contract.id = judged.contract_id
 WHERE judged.id = review.contract_version_id AND review.state = 'done'
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_integrity"), ("catalog", "0006_formats")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="compared_with",
            field=models.JSONField(default=list, help_text="The versions that it was judged against."),
        ),
        migrations.AddField(
            model_name="review",
            name="compatibility",
            field=models.CharField(
                blank=True, help_text="What the contract promised when it was judged.", max_length=20
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="strictness",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="review",
            name="upgrade_order",
            field=models.TextField(
                blank=True, help_text="Who may move first, where the version keeps to what was promised."
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
