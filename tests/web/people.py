"""Who opens pages in tests: a person at a post with exactly these permissions."""

from __future__ import annotations

from django.test import Client

from antu.organisations.models import Organisation, Post, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def person_who_may(*permissions: str) -> User:
    """A user whose post allows these and nothing else."""
    number = Post.objects.count() + 1
    post = Post.objects.create(code=f"post-{number}", name=f"岗位{number}", permissions=list(permissions))
    organisation = Organisation.objects.first()
    return User.objects.create(username=f"person-{number}", display_name="测试人", post=post, organisation=organisation)


def browser_of(*permissions: str) -> Client:
    """A signed-in browser of such a person."""
    client = Client()
    client.force_login(person_who_may(*permissions), backend=BACKEND)
    return client
