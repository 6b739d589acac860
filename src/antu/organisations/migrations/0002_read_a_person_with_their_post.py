"""People are read together with their post and organisation; no table changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.AlterModelManagers(name="user", managers=[])]
