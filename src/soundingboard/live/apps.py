from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "soundingboard.live"
    default_auto_field = "django.db.models.BigAutoField"
