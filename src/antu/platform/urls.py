"""Addresses of the pages without business."""

from django.urls import path

from antu.platform import saved_view_pages, views
from antu.platform.attachments import views as files
from antu.platform.handbook import views as reading
from antu.platform.jobs import views as jobs
from antu.platform.search import views as finding

urlpatterns = [
    path("records/<str:label>/<int:pk>/", views.record, name="record"),
    path("journal/", views.journal, name="journal"),
    path("handbook/", reading.handbook, name="handbook"),
    path("handbook/<str:name>/", reading.handbook, name="handbook-page"),
    path("handbook/images/<str:name>", reading.picture, name="handbook-picture"),
    path("search/", finding.search, name="search"),
    path("search/suggestions/", finding.suggestions, name="search-suggestions"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/progress/", jobs.progress, name="job-progress"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<int:pk>/file/", jobs.file, name="job-file"),
    path("views/", saved_view_pages.save, name="saved-views"),
    path("views/<int:pk>/", saved_view_pages.change, name="saved-view"),
    path("files/<int:pk>/", files.shown, name="file"),
    path("files/<int:pk>/content/", files.content, name="file-content"),
    path("files/<int:pk>/void/", files.void, name="file-void"),
    path("files/<int:pk>/<str:size>/", files.picture, name="file-picture"),
    path("files/<str:label>/<int:pk>/upload/", files.upload, name="file-upload"),
]
