import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_seal_what_is_there")]

    operations = [
        migrations.RemoveField(model_name="words", name="text"),
        migrations.AlterField(
            model_name="words",
            name="key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.key"),
        ),
        migrations.AlterField(model_name="words", name="sealed", field=models.BinaryField()),
    ]
