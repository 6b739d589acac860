"""Django without business: fields, journal, events, contributions, documents, pages."""
