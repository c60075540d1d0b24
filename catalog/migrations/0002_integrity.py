"""What the database itself holds true: facts that never change, and a log that only grows."""

from django.db import migrations

from catalog.models.partitions import partitioned_by_month

REFUSE = """
CREATE FUNCTION portolan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% never changes: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def refuse(table: str, events: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""CREATE TRIGGER {table}_immutable BEFORE {events} ON {table}
            FOR EACH ROW EXECUTE FUNCTION portolan_refuse_change()""",
        f"DROP TRIGGER {table}_immutable ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION portolan_refuse_change"),
        migrations.RunSQL(
            partitioned_by_month("catalog_auditevent", "at", {"actor_id": "catalog_person"}),
            migrations.RunSQL.noop,
        ),
        refuse("catalog_auditevent", "UPDATE OR DELETE"),
        refuse("catalog_document", "UPDATE OR DELETE"),
        refuse("catalog_comparison", "UPDATE OR DELETE"),
        refuse("catalog_release", "UPDATE OR DELETE"),
        refuse("catalog_provision", "UPDATE OR DELETE"),
        # A deployment and its release are of the same service.
        migrations.RunSQL(
            """
            ALTER TABLE catalog_release ADD CONSTRAINT release_of_service UNIQUE (id, service_id);
            ALTER TABLE catalog_deployment ADD CONSTRAINT deployment_of_own_release
                FOREIGN KEY (release_id, service_id) REFERENCES catalog_release (id, service_id);
            """,
            """
            ALTER TABLE catalog_deployment DROP CONSTRAINT deployment_of_own_release;
            ALTER TABLE catalog_release DROP CONSTRAINT release_of_service;
            """,
        ),
        # What a contract version says never changes; its dates do.
        migrations.RunSQL(
            """CREATE TRIGGER catalog_contractversion_immutable BEFORE UPDATE OF
                   contract_id, version, document_id, created_at ON catalog_contractversion
               FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*
                   AND (OLD.contract_id, OLD.version, OLD.document_id, OLD.created_at)
                   IS DISTINCT FROM (NEW.contract_id, NEW.version, NEW.document_id, NEW.created_at))
               EXECUTE FUNCTION portolan_refuse_change()""",
            "DROP TRIGGER catalog_contractversion_immutable ON catalog_contractversion",
        ),
    ]
