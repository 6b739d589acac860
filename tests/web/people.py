"""Who opens pages in tests: a person at a post with exactly these permissions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from antu.organisations.domain.demo_cast import read_posts
from antu.organisations.models import Organisation, OrganisationKind, Post, User
from antu.platform.actor import PERMISSIONS

DEMO = Path(__file__).resolve().parents[2] / "demo"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def centre() -> Organisation:
    """The centre, whose people see all of the district."""
    kind = OrganisationKind.CENTRE
    return Organisation.objects.filter(kind=kind).first() or Organisation.objects.create(name="测试中心", kind=kind)


def person_who_may(*permissions: str, of: Organisation | None = None) -> User:
    """A user of an organisation (of the centre, without one) whose post allows these and nothing else."""
    number = Post.objects.count() + 1
    post = Post.objects.create(code=f"post-{number}", name=f"岗位{number}", permissions=list(permissions))
    organisation = of or centre()
    return User.objects.create(username=f"person-{number}", display_name="测试人", post=post, organisation=organisation)


def browser_of(*permissions: str, of: Organisation | None = None) -> Client:
    """A signed-in browser of such a person."""
    return signed_in(person_who_may(*permissions, of=of))


def signed_in(person: User) -> Client:
    """A browser in which this person has signed in: a session as signing in leaves it, without all that this does."""
    client, session = Client(), SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def auditor() -> User:
    """A person of the centre at the demo's post 审计（只读）, which sees everything and writes nothing."""
    return person_who_may(*demo_post("audit"))


@cache
def demo_post(code: str) -> tuple[str, ...]:
    """What a post of the demo allows."""
    (allowed,) = (post.permissions for post in read_posts(DEMO) if post.code == code)
    return allowed


def stranger(kind: str) -> User:
    """A person who may do everything, of a town (``town``) or an owner (``owner``) that has no rows."""
    organisation, _ = Organisation.objects.get_or_create(name=f"无记录单位{kind}", kind=kind)
    return person_who_may(*PERMISSIONS, of=organisation)
