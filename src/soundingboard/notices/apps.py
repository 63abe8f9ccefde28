from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "soundingboard.notices"
    default_auto_field = "django.db.models.BigAutoField"
