"""Addresses of regulations."""

from django.urls import path

from antu.regulations.views import drafting, holidays, rules

urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.enter, name="rule-new"),
    path("rules/<int:pk>/", rules.rule, name="rule"),
    path("rules/<int:pk>/edit/", rules.correct, name="rule-edit"),
    path("rules/<int:pk>/void/", rules.void, name="rule-void"),
    path("rules/<int:pk>/draft/", drafting.begin, name="rule-draft"),
    path("rules/versions/<int:pk>/", rules.version, name="rule-version"),
    path("rules/versions/<int:pk>/edit/", drafting.edit, name="rule-version-edit"),
    path("rules/versions/<int:pk>/publish/", drafting.publish, name="rule-version-publish"),
    path("rules/versions/<int:pk>/withdraw/", drafting.withdraw, name="rule-version-withdraw"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("holidays/<int:year>/", holidays.year, name="holiday-year"),
    path("holidays/<int:year>/edit/", holidays.edit_year, name="holiday-year-edit"),
    path("limits/", holidays.limits, name="limits"),
    path("limits/new/", holidays.new_limit, name="limit-new"),
    path("limits/<int:pk>/void/", holidays.drop_limit, name="limit-void"),
]
