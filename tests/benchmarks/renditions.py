"""
What a photograph of 24 megapixels costs: the answer to its upload, and all its renditions beside stock Wagtail's.

    python -m tests.benchmarks.renditions

Makes and destroys a test database of its own. Stock Wagtail makes the same filters of the
same file, one by one, as a page that shows them would ask for. Prints the median answer and
the processor time of both; exits with 1 when the answer takes a second or more, or when ours
takes more than half of stock Wagtail's.
"""

import io
import os
import statistics
import sys
import time

WIDTH, HEIGHT = 6000, 4000
UPLOADS, WORST_ANSWER, WORST_RATIO = 3, 1.0, 0.5


def photograph(seed=1):
    """A JPEG of that many pixels, with grain as a camera's has: nothing in it compresses to nothing."""
    from PIL import Image, ImageFilter

    rough = Image.effect_noise((WIDTH // 8, HEIGHT // 8), 90 + seed).filter(ImageFilter.GaussianBlur(3))
    bands = [rough, rough.transpose(Image.Transpose.FLIP_LEFT_RIGHT), rough.transpose(Image.Transpose.ROTATE_180)]
    picture = Image.merge("RGB", bands).resize((WIDTH, HEIGHT))
    grain = Image.effect_noise((WIDTH, HEIGHT), 12).convert("RGB")
    buffer = io.BytesIO()
    Image.blend(picture, grain, 0.1).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def uploads(client):
    """Seconds of each answer to the upload of a photograph in the admin, and the images that came of it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from wagtail.models import Collection

    from media_assets.models import EditorialImage

    taken, root = [], Collection.get_first_root_node().pk
    for n in range(UPLOADS):
        file = SimpleUploadedFile(f"foto-{n}.jpg", photograph(n), "image/jpeg")
        data = {"title": f"Fotografía {n}", "file": file, "collection": root, "licence": "own", "tags": ""}
        begun = time.perf_counter()
        answer = client.post("/admin/images/add/", data)
        taken.append(time.perf_counter() - begun)
        assert answer.status_code == 302, answer.context["form"].errors
    return taken, list(EditorialImage.objects.order_by("-pk")[:UPLOADS])


def ours(image):
    """Processor seconds of all renditions as the worker makes them."""
    from media_assets import renditions

    begun = time.process_time()
    made = renditions.prepare(image)
    return time.process_time() - begun, made


def stock(image):
    """Processor seconds of the same filters, each run by Wagtail itself."""
    from wagtail.images.models import Filter

    from media_assets import renditions

    specs = renditions.all_specs(image.width)
    begun = time.process_time()
    for spec in specs:
        Filter(spec).run(image, io.BytesIO())
    return time.process_time() - begun, len(specs)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        from organization.roles import EDITORS
        from tests import factories
        from tests.editorial import doors

        answers, images = uploads(doors.desk_of(factories.UserFactory(role=EDITORS)))
        answer = statistics.median(answers)
        print(f"{WIDTH * HEIGHT / 1e6:.0f} MP: upload answered in {answer:.2f} s (bar {WORST_ANSWER:.0f} s)")
        measured = [(ours(image), stock(image)) for image in images]
        mine, theirs = (statistics.median(each[n][0] for each in measured) for n in (0, 1))
        (_, made), (_, asked) = measured[0]
        assert made == asked, (made, asked)
        print(f"{made} renditions: {mine:.1f} s of processor, stock Wagtail {theirs:.1f} s, ratio {mine / theirs:.2f}")
        return int(answer >= WORST_ANSWER or mine / theirs > WORST_RATIO)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
