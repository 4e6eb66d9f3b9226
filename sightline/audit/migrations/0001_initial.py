import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('worker', models.BigIntegerField()),
                ('because', models.TextField(blank=True)),
                ('table', models.CharField(max_length=63)),
                ('row', models.BigIntegerField()),
                ('child', models.BigIntegerField(null=True)),
                ('operation', models.CharField(max_length=6)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('digest', models.CharField(default='', editable=False, max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'at'], name='journal_of_a_child'), models.Index(fields=['table', 'row', 'at'], name='journal_of_a_row')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('worker', models.BigIntegerField()),
                ('page', models.CharField(max_length=60)),
                ('child', models.BigIntegerField(null=True)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(default='', editable=False, max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'at'], name='looks_at_a_child'), models.Index(fields=['worker', 'at'], name='looks_by_a_worker')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('log', models.CharField(choices=[('audit_journalentry', 'The journal of changes'), ('audit_look', 'The log of looks')], max_length=30)),
                ('first', models.BigIntegerField()),
                ('last', models.BigIntegerField()),
                ('many', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['log', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('log', 'last'), name='a_stretch_is_sealed_once'), models.CheckConstraint(condition=models.Q(('first__lte', models.F('last'))), name='a_seal_covers_a_stretch'), models.CheckConstraint(condition=models.Q(('log__in', ['audit_journalentry', 'audit_look'])), name='a_seal_is_of_a_known_log')],
            },
        ),
    ]
