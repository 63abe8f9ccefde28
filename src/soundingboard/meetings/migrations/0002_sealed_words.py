import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_initial"), ("meetings", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="words_key",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.key"
            ),
        ),
        migrations.AddField(
            model_name="words",
            name="key",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.key"
            ),
        ),
        migrations.AddField(model_name="words", name="sealed", field=models.BinaryField(default=b"")),
        migrations.RemoveConstraint(model_name="meeting", name="meetings_fold_after_they_settle"),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("folded_at", None),
                    ("settled_at__isnull", False),
                    ("canceled_at__isnull", False),
                    _connector="OR",
                ),
                name="meetings_fold_after_they_settle",
            ),
        ),
    ]
