import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("portfolio", "0003_writing_tab"),
    ]

    operations = [
        migrations.AddField(
            model_name="reader",
            name="version",
            field=models.ForeignKey(default=None, help_text="The one they are shown when they begin.", on_delete=django.db.models.deletion.CASCADE, related_name="readers", to="portfolio.plainversion"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="readingtest",
            name="interrupted_at",
            field=models.DateTimeField(blank=True, help_text="When the reader said so and began anew.", null=True),
        ),
        migrations.AddConstraint(
            model_name="readingtest",
            constraint=models.UniqueConstraint(condition=models.Q(("answered_at", None), ("interrupted_at", None)), fields=("reader",), name="one_test_under_way_a_reader"),
        ),
    ]
