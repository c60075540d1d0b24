"""People may go past the gate, and what they did is kept: it is reviewed once, and else never changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0007_deprecations'),
        ('catalog', '0002_integrity'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('valid_until', models.DateTimeField()),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('rejected', 'Rejected')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('promotion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='override', to='governance.promotion')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['valid_until'], name='valid_overrides')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('reviewed_at', None), ('reviewed_by', None)), models.Q(('outcome__in', ['accepted', 'rejected']), ('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='override_is_reviewed_whole'), models.CheckConstraint(condition=models.Q(('reviewed_by', None), models.Q(('reviewed_by', models.F('by')), _negated=True), _connector='OR'), name='override_is_reviewed_by_another'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='override_has_reason')],
            },
        ),
        migrations.RunSQL(
            """CREATE TRIGGER governance_override_changes_once BEFORE UPDATE ON governance_override FOR EACH ROW
               WHEN (OLD.reviewed_by_id IS NOT NULL
                     OR (OLD.promotion_id, OLD.reason, OLD.by_id, OLD.at, OLD.valid_until)
                        IS DISTINCT FROM (NEW.promotion_id, NEW.reason, NEW.by_id, NEW.at, NEW.valid_until))
               EXECUTE FUNCTION portolan_refuse_change()""",
            "DROP TRIGGER governance_override_changes_once ON governance_override",
        ),
        migrations.RunSQL(
            """CREATE TRIGGER governance_override_stays BEFORE DELETE ON governance_override
               FOR EACH ROW EXECUTE FUNCTION portolan_refuse_change()""",
            "DROP TRIGGER governance_override_stays ON governance_override",
        ),
    ]
