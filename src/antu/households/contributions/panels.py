"""Panels for pages of earlier rooms."""

PANELS: tuple[object, ...] = ()
