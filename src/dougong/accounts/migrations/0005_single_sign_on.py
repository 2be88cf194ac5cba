from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import dougong.kit.clock
import dougong.kit.crypto
import dougong.kit.ids


def roles_are_given_apart(apps: Any, schema_editor: Any) -> None:
    """To give roles is a right of its own from now on: whoever could change people keeps it."""
    grant = apps.get_model("accounts", "Grant")
    rows = grant.objects.filter(resource="accounts.user", action="update")
    held = set(grant.objects.filter(resource="accounts.user", action="grant").values_list("role_id", flat=True))
    grant.objects.bulk_create(
        grant(role_id=role, resource="accounts.user", action="grant", scope=scope)
        for role, scope in rows.values_list("role_id", "scope")
        if role not in held
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_roles_and_grants'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sso_only', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='SparedPerson',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='spared', serialize=False, to='accounts.user')),
            ],
        ),
        migrations.CreateModel(
            name='SpentToken',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name='accessstate',
            name='separated',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='SignInProvider',
            fields=[
                ('id', models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=dougong.kit.clock.now)),
                ('created_by_id', models.UUIDField(blank=True, null=True)),
                ('updated_at', models.DateTimeField(default=dougong.kit.clock.now)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('kind', models.CharField(max_length=10)),
                ('zh', models.CharField(max_length=40)),
                ('en', models.CharField(max_length=40)),
                ('enabled', models.BooleanField(default=False)),
                ('server', models.CharField(blank=True, default='', max_length=300)),
                ('client_id', models.CharField(max_length=200)),
                ('client_secret', dougong.kit.crypto.EncryptedField(blank=True, default='')),
                ('tenant', models.CharField(blank=True, default='', max_length=120)),
                ('agent', models.CharField(blank=True, default='', max_length=40)),
                ('scopes', models.CharField(blank=True, default='', max_length=200)),
                ('strong_values', models.JSONField(blank=True, default=list)),
                ('link_by_email', models.BooleanField(default=False)),
                ('domains', models.JSONField(blank=True, default=list)),
                ('creates', models.BooleanField(default=False)),
                ('default_department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.department')),
                ('default_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.role')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['oidc', 'dingtalk', 'feishu', 'wechat', 'wecom'])), name='accounts_provider_kind'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=255)),
                ('label', models.CharField(blank=True, default='', max_length=120)),
                ('how', models.CharField(max_length=5)),
                ('linked_at', models.DateTimeField(default=dougong.kit.clock.now)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='accounts.user')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='accounts.signinprovider')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('provider', 'subject'), name='accounts_one_person_per_identity'),
                    models.UniqueConstraint(fields=('provider', 'user'), name='accounts_one_identity_per_provider'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SsoFlow',
            fields=[
                ('state', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('browser', models.CharField(max_length=64)),
                ('purpose', models.CharField(max_length=8)),
                ('nonce', models.CharField(max_length=64)),
                ('verifier', dougong.kit.crypto.EncryptedField()),
                ('back_to', models.CharField(max_length=300)),
                ('remember', models.BooleanField(default=False)),
                ('act', models.CharField(blank=True, default='', max_length=60)),
                ('begun_at', models.DateTimeField(default=dougong.kit.clock.now)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.signinprovider')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.user')),
            ],
        ),
        migrations.CreateModel(
            name='SsoLogin',
            fields=[
                ('id', models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=255)),
                ('sid', models.CharField(blank=True, default='', max_length=255)),
                ('id_token', dougong.kit.crypto.EncryptedField(blank=True, default='')),
                ('strong', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=dougong.kit.clock.now)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.signinprovider')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.user')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['provider', 'subject'], name='accounts_sso_by_subject'),
                ],
            },
        ),
        migrations.AddField(
            model_name='session',
            name='via',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.ssologin'),
        ),
        migrations.RunPython(roles_are_given_apart, migrations.RunPython.noop),
    ]
