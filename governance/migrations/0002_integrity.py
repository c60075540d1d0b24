"""A stored decision never changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial"), ("catalog", "0002_integrity")]

    operations = [
        migrations.RunSQL(
            """CREATE TRIGGER governance_promotion_immutable BEFORE UPDATE OR DELETE ON governance_promotion
               FOR EACH ROW EXECUTE FUNCTION portolan_refuse_change()""",
            "DROP TRIGGER governance_promotion_immutable ON governance_promotion",
        ),
    ]
