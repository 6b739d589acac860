"""Renderers of documents: fixed sheets as PDF, official papers as .docx."""
