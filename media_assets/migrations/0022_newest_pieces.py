from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0021_names_of_what_is_delivered")]

    operations = [
        migrations.AddIndex(model_name="piece", index=models.Index(fields=["-created_at", "-id"], name="piece_newest")),
    ]
