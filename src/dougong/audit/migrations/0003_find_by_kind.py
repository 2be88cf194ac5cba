from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_where_from_and_seals"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["resource", "at"], name="audit_of_kind"),
        ),
    ]
