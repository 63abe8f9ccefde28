from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "soundingboard.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from soundingboard.accounts import reactions  # noqa: F401
