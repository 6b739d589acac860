"""Renderers of documents: fixed sheets as PDF."""
