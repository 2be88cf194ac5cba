from django.db import migrations

from dougong.oversight import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection.alias)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_watch")]
    operations = [migrations.RunPython(install, remove, elidable=False)]
