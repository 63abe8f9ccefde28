from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "soundingboard.cases"
    default_auto_field = "django.db.models.BigAutoField"
