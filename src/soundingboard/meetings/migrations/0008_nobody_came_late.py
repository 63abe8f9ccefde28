"""Of meetings that are over, who came and went is deleted: the order of the rows told what their instants no longer did."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("meetings", "MeetingEvent").objects.filter(at=None).delete()


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_carried")]
    operations = [
        migrations.RunPython(forget),
        migrations.AlterField(model_name="meetingevent", name="at", field=models.DateTimeField()),
    ]
