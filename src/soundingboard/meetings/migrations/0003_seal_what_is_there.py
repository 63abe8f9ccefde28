"""What was written before words were sealed is sealed, with one key a meeting."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from soundingboard import sealing
from soundingboard.keys import queries
from soundingboard.keys.store import new_name


def seal(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    Key, Meeting, Words = (
        apps.get_model(*name) for name in (("keys", "Key"), ("meetings", "Meeting"), ("meetings", "Words"))
    )
    meetings = Meeting.objects.filter(words__isnull=False).distinct()
    if not meetings:
        return
    store = queries.store()
    store.first()  # nothing can have been sealed before
    for meeting in meetings:
        name, key = new_name(), sealing.new_key()
        store.put(name, key)
        meeting.words_key = Key.objects.create(name=name)
        meeting.save(update_fields=["words_key"])
        for words in Words.objects.filter(meeting=meeting):
            words.key_id = name
            words.sealed = sealing.seal(words.text, key, f"words {words.public_id}")
            words.text = ""
            words.save(update_fields=["key", "sealed", "text"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_sealed_words"), ("keys", "0001_initial")]
    operations = [migrations.RunPython(seal)]
