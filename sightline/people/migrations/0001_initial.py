import django.db.models.deletion
import sightline.timescales.timescale
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Worker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('role', models.CharField(choices=[('social_worker', 'Social worker'), ('family_worker', 'Family support worker'), ('team_manager', 'Team manager'), ('front_door', 'Front door practitioner'), ('front_door_manager', 'Front door manager'), ('conference_chair', 'Conference chair'), ('director', 'Director'), ('analyst', 'Analyst'), ('auditor', 'Auditor'), ('business_support', 'Business support'), ('partner', 'Partner agency worker')], max_length=30)),
                ('agency', models.CharField(choices=[('social_care', 'Children’s social care'), ('police', 'Police'), ('health', 'Health'), ('education', 'School, college or nursery'), ('housing', 'Housing'), ('probation', 'Probation'), ('voluntary', 'Voluntary organisation'), ('family', 'Family member'), ('other', 'Another agency')], default='social_care', max_length=20)),
                ('social_work_england_number', models.CharField(blank=True, max_length=20)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('started_on__isnull', True), ('left_on__gte', models.F('started_on')), _connector='OR'), name='worker_leaves_after_starting')],
            },
        ),
        migrations.CreateModel(
            name='AuthorityStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=100)),
                ('amount', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(choices=[('hour', 'hours'), ('day', 'days'), ('week', 'weeks'), ('working day', 'working days'), ('month', 'months')], max_length=20)),
                ('adopted_on', models.DateField()),
                ('minute', models.CharField(help_text='Where the authority decided this', max_length=200)),
            ],
            options={
                'ordering': ['duty', 'adopted_on'],
                'constraints': [models.UniqueConstraint(fields=('duty', 'adopted_on'), name='one_standard_for_a_duty_from_a_day'), models.CheckConstraint(condition=models.Q(('unit__in', [sightline.timescales.timescale.Unit['HOURS'], sightline.timescales.timescale.Unit['DAYS'], sightline.timescales.timescale.Unit['WEEKS'], sightline.timescales.timescale.Unit['WORKING_DAYS'], sightline.timescales.timescale.Unit['MONTHS']])), name='standard_is_in_a_known_unit')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('is_front_door', models.BooleanField(default=False)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams_managed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='worker',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='people.team'),
        ),
        migrations.AddConstraint(
            model_name='worker',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['social_worker', 'family_worker', 'team_manager', 'front_door', 'front_door_manager', 'conference_chair', 'director', 'analyst', 'auditor', 'business_support', 'partner'])), name='worker_has_a_known_role'),
        ),
    ]
