"""Background work on uploads. Every task may run twice without harm."""

from django.tasks import task

from media_assets.models import Upload


@task(backend="background", priority=20)
def look_after(upload_id):
    """Bring an upload as far as it can come now: examined, and into its piece where it has one."""
    from media_assets.uploading.delivering import bring_on

    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is not None:
        bring_on(upload)
