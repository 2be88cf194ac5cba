from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "dougong.config"
    label = "config"
