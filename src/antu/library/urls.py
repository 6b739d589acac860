"""Addresses of the library."""

from django.urls import path

from antu.library.views import citations, clauses, compiling, questions, searching, texts, words

urlpatterns = [
    path("library/texts/", texts.texts, name="library-texts"),
    path("library/texts/new/", words.enter, name="library-text-new"),
    path("library/texts/take/", words.take, name="library-take"),
    path("library/texts/<int:pk>/", texts.text, name="library-text"),
    path("library/texts/<int:pk>/edit/", texts.correct, name="library-text-edit"),
    path("library/texts/<int:pk>/words/", words.correct, name="library-text-words"),
    path("library/texts/<int:pk>/void/", texts.void, name="library-text-void"),
    path("library/texts/<int:pk>/versions/<int:number>/", texts.version, name="library-version"),
    path("library/clauses/<int:pk>/", clauses.clause, name="library-clause"),
    path("library/clauses/<int:pk>/explain/", clauses.explain, name="library-explain"),
    path("library/explanations/<int:pk>/void/", clauses.void_explained, name="library-explanation-void"),
    path("library/citations/", citations.citations, name="library-citations"),
    path("library/citations/<slug:pack>/<path:citation>/link/", citations.link, name="library-link"),
    path("library/links/<int:pk>/void/", citations.unlink, name="library-link-void"),
    path("library/questions/", questions.questions, name="library-questions"),
    path("library/questions/new/", questions.enter, name="library-question-new"),
    path("library/questions/leaflet/", questions.leaflet, name="library-leaflet"),
    path("library/questions/<int:pk>/", questions.question, name="library-question"),
    path("library/questions/<int:pk>/edit/", questions.correct, name="library-question-edit"),
    path("library/questions/<int:pk>/publish/", questions.publish, name="library-question-publish"),
    path("library/questions/<int:pk>/withdraw/", questions.withdraw, name="library-question-withdraw"),
    path("library/questions/<int:pk>/void/", questions.void, name="library-question-void"),
    path("library/search/", searching.search, name="library-search"),
    path("library/compilation/", compiling.compilation, name="library-compilation"),
]
