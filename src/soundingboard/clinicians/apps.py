from django.apps import AppConfig


class CliniciansConfig(AppConfig):
    name = "soundingboard.clinicians"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from soundingboard.clinicians import reactions  # noqa: F401
