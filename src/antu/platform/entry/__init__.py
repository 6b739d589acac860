"""Forms and grids as values, drawn by ``antu/entry_form.html``; see docs/recipes/form-page.md.

A view builds an :class:`EntryForm`; when it was sent, :func:`read_fields` and :func:`read_grid` give the typed texts;
when they are refused, :func:`typed_again` and :meth:`EntryForm.with_problems` draw it again with nothing lost::

    form = typed_again(household_form(household), request.POST)
    if not asks_for_rows(request.POST):
        try:
            save(actor, read_fields(request.POST, form), read_grid(request.POST, form.grids[0]))
        except BadInput as error:
            form = form.with_problems(error.problems)

Values are texts as typed; the room parses and judges them.
"""

from antu.platform.entry.fields import EntryField, FieldKind, Option, OptionGroup, pinyin_initials
from antu.platform.entry.form import EntryForm, EntrySection, FieldPlace, ListedProblem, simple_form
from antu.platform.entry.grid import EntryGrid, EntryRow, TypedRow
from antu.platform.entry.reading import asks_for_rows, read_fields, read_grid, typed_again

__all__ = [
    "EntryField",
    "EntryForm",
    "EntryGrid",
    "EntryRow",
    "EntrySection",
    "FieldKind",
    "FieldPlace",
    "ListedProblem",
    "Option",
    "OptionGroup",
    "TypedRow",
    "asks_for_rows",
    "pinyin_initials",
    "read_fields",
    "read_grid",
    "simple_form",
    "typed_again",
]
