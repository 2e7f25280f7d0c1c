"""What the officers' desk needs: questions, proposals, endings, flags, teams, assignments, notices, kept words."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0010_board_overrides"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("assigned_at", models.DateTimeField()),
            ],
            options={
                "db_table": "assignment",
            },
        ),
        migrations.CreateModel(
            name="AuthorizationEnding",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("act", models.CharField(max_length=8)),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("note_sealed", models.BinaryField(null=True)),
                ("note_language", models.CharField(blank=True, max_length=8)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "db_table": "authorization_ending",
            },
        ),
        migrations.CreateModel(
            name="DeskDraft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("form", models.CharField(max_length=32)),
                ("content_sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": "desk_draft",
            },
        ),
        migrations.CreateModel(
            name="DeskNotice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "desk_notice",
            },
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None),
                ),
                ("language", models.CharField(max_length=8)),
                ("question_sealed", models.BinaryField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("due_day", models.DateField()),
                ("answer_sealed", models.BinaryField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "information_request",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("act", models.CharField(max_length=8)),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("note_sealed", models.BinaryField(null=True)),
                ("note_language", models.CharField(blank=True, max_length=8)),
                ("proposed_at", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "proposal",
            },
        ),
        migrations.CreateModel(
            name="SecondLineFlag",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=16)),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "second_line_flag",
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "team",
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ],
            options={
                "db_table": "team_member",
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="note_language",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="decision",
            name="note_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["status", "submitted_at"], name="application_by_age"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["decided_at"], name="decision_by_moment"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="decision_is_confirmed_by_another",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="application",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignment", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assigned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="officer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="authorizationending",
            name="authorization",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ended_by_decision",
                to="records.authorization",
            ),
        ),
        migrations.AddField(
            model_name="authorizationending",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="authorizationending",
            name="decided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deskdraft",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deskdraft",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="desknotice",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="desknotice",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="desknotice",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="informationrequest",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="information_requests",
                to="records.application",
            ),
        ),
        migrations.AddField(
            model_name="informationrequest",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="settled_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="secondlineflag",
            name="authorization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="records.authorization"
            ),
        ),
        migrations.AddField(
            model_name="secondlineflag",
            name="lifted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="secondlineflag",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="team",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="records.team"
            ),
        ),
        migrations.AddField(
            model_name="teammember",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="teammember",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="members", to="records.team"
            ),
        ),
        migrations.AddConstraint(
            model_name="authorizationending",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["revoke", "annul"])), name="ending_has_a_known_act"
            ),
        ),
        migrations.AddConstraint(
            model_name="authorizationending",
            constraint=models.CheckConstraint(condition=models.Q(("grounds__len__gt", 0)), name="ending_has_grounds"),
        ),
        migrations.AddConstraint(
            model_name="authorizationending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="ending_is_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="deskdraft",
            constraint=models.UniqueConstraint(
                fields=("account", "application", "form"), name="draft_is_the_only_one_of_its_form"
            ),
        ),
        migrations.AddIndex(
            model_name="desknotice",
            index=models.Index(fields=["account", "at"], name="desk_notice_by_account"),
        ),
        migrations.AddConstraint(
            model_name="desknotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["taken_over", "assigned", "answered", "confirmed", "returned"])),
                name="notice_has_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(condition=models.Q(("topics__len__gt", 0)), name="question_has_a_topic"),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_sealed__isnull", True), ("answered_at__isnull", False), _connector="OR"),
                name="answer_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True), _connector="OR"),
                name="closed_question_has_no_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True)),
                fields=("application",),
                name="application_has_one_open_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["refuse", "revoke", "annul"])), name="proposal_has_a_known_act"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "confirmed", "returned"])), name="proposal_has_a_known_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(condition=models.Q(("grounds__len__gt", 0)), name="proposal_has_grounds"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="settled_proposal_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(("settled_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="proposal_is_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("application",), name="application_has_one_open_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="secondlineflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["identity", "document", "purpose", "stay", "earlier_case"])),
                name="flag_has_a_known_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondlineflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="lifted_flag_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondlineflag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)),
                fields=("authorization",),
                name="authorization_has_one_flag",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("team__isnull", False), ("officer__isnull", False), _connector="OR"),
                name="assignment_has_a_team_or_an_officer",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(fields=("team", "account"), name="member_is_in_a_team_once"),
        ),
    ]
