from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from allauth.account.signals import email_changed, email_confirmed

        from accounts import addresses

        email_confirmed.connect(addresses.on_confirmed, dispatch_uid="accounts.addresses")
        email_changed.connect(addresses.on_changed, dispatch_uid="accounts.addresses")
