from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sightline.web"
    label = "web"
    verbose_name = "The pages"

    def ready(self) -> None:
        from sightline.web import checks  # noqa: F401 - importing registers them
