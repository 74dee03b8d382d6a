"""People, departments, topics and the settings of the office."""

from django.contrib.auth.models import Group, User
from wagtail.models import Site
from wagtail.users.models import UserProfile

from cms.demo import people
from cms.models import OfficeSettings, SocialLink
from organization.models import Department, Topic


def load_people(password: str):
    """The six accounts; an account that exists keeps its password."""
    for username, first_name, last_name, role in people.USERS:
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": first_name,
                "last_name": last_name,
                "email": people.contact_email(username),
            },
        )
        if created:
            user.set_password(password)
            user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=role))
        profile = UserProfile.get_for_user(user)
        if not profile.preferred_language:
            profile.preferred_language, profile.current_time_zone = "es", people.TIME_ZONE
            profile.save()


def load_office():
    """Departments, topics and the office's settings; what an administrator changed stays."""
    for position, (slug, name, acronym) in enumerate(people.DEPARTMENTS):
        Department.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "acronym": acronym,
                "email": people.contact_email(slug),
                "phone": people.contact_phone(position),
            },
        )
    for slug, name in people.TOPICS:
        Topic.objects.get_or_create(slug=slug, defaults={"name": name})
    office, created = OfficeSettings.objects.get_or_create(
        site=Site.objects.get(is_default_site=True), defaults=people.OFFICE
    )
    if created:
        office.social_links = [SocialLink(name=name, url=url) for name, url in people.NETWORKS]
        office.save()
