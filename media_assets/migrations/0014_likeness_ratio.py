from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0013_history_of_briefs_is_append_only")]

    operations = [migrations.AddField(model_name="likeness", name="ratio", field=models.FloatField(null=True))]
