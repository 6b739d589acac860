"""Model fields that keep personal numbers unreadable in the database, and those that are filled from other columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from antu.kernel.text import comparable
from antu.platform.protection import INDEX_CHARACTERS, blind_index, decrypt, encrypt
from antu.platform.search.keys import content_keys, name_keys, number_keys, phone_keys, sealed_keys, vector
from antu.platform.search.readings import person_readings, text_readings

if TYPE_CHECKING:
    TextField = models.Field[str, str]
    ShortTextField = models.CharField[str, str]
    NamesField = ArrayField[list[str], list[str]]
    AnyLookup = models.Lookup[Any]
else:  # Django's fields are not subscriptable when run
    TextField = models.Field
    ShortTextField = models.CharField
    NamesField = ArrayField
    AnyLookup = models.Lookup


class ProtectedTextField(TextField):
    """Text in Python, SM4-GCM ciphertext in the database. Not searchable itself: see :class:`BlindIndexField`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    @property
    def _column(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def db_type(self, connection: object) -> str:  # noqa: ARG002 - Django's signature
        """PostgreSQL's byte string."""
        return "bytea"

    def get_internal_type(self) -> str:
        """As Django calls a byte string."""
        return "BinaryField"

    def get_prep_value(self, value: Any) -> bytes:
        """Ciphertext of the text; empty stays empty, so that absence can be asked for."""
        return encrypt(value, self._column) if value else b""

    def from_db_value(self, value: Any, expression: object, connection: object) -> str:  # noqa: ARG002 - Django's signature
        """The text back."""
        return decrypt(bytes(value), self._column) if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        """Serialised as stored, never in clear."""
        return self.get_prep_value(self.value_from_object(obj)).hex()


class BlindIndexField(ShortTextField):
    """Filled from a protected field at each save: finds equal numbers (or last characters) without reading them."""

    def __init__(self, *args: Any, of: str = "", tail: int | None = None, **kwargs: Any) -> None:
        self.of = of
        self.tail = tail
        kwargs.update(max_length=INDEX_CHARACTERS, editable=False, blank=True, default="", db_index=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """What a migration must know."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "editable", "blank", "default", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of, "tail": self.tail}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 - Django's signature
        """The fingerprint of the protected field as it is now."""
        index = blind_index(getattr(model_instance, self.of), self.tail)
        setattr(model_instance, self.attname, index)
        return index


class ComparableField(ShortTextField):
    """Filled from a name at each save: what all its spellings have in common, so that one lookup finds each."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.update(editable=False, blank=True, default="", db_index=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """What a migration must know."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "blank", "default", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 - Django's signature
        """The form of the name as it is now."""
        form = comparable(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, form)
        return form


class ComparableListField(NamesField):
    """The same of a column that lists several names."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.update(editable=False, blank=True, default=list)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """What a migration must know."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:  # noqa: ARG002, FBT001 - Django's signature
        """The forms of the names as they are now."""
        forms = [comparable(name) for name in getattr(model_instance, self.of)]
        setattr(model_instance, self.attname, forms)
        return forms


class SearchField(TextField):
    """Filled at each save: what the row is found by. Give the model a ``GinIndex`` of it.

    ``people`` names the columns that hold people's names, ``names`` those with other names, ``contents`` long texts, in
    which any run of words is found, ``numbers`` numbers and codes in clear, ``phones`` telephones, of which a masked
    part is not asked for by everybody, ``sealed`` protected identity numbers, which are found by fingerprints of their
    last characters.
    """

    def __init__(  # noqa: PLR0913 - a list of columns for each way of being found
        self,
        *args: Any,
        people: Sequence[str] = (),
        names: Sequence[str] = (),
        contents: Sequence[str] = (),
        numbers: Sequence[str] = (),
        phones: Sequence[str] = (),
        sealed: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        self.found_by = {
            "people": people,
            "names": names,
            "contents": contents,
            "numbers": numbers,
            "phones": phones,
            "sealed": sealed,
        }
        kwargs.update(editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """What a migration must know."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, **{kind: columns for kind, columns in self.found_by.items() if columns}}

    def db_type(self, connection: object) -> str:  # noqa: ARG002 - Django's signature
        """PostgreSQL's list of lexemes."""
        return "tsvector"

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 - Django's signature
        """What the row is found by as it is now."""
        keys = self.keys_of(model_instance)
        setattr(model_instance, self.attname, keys)
        return keys

    def keys_of(self, row: models.Model) -> str:
        """What the row is found by, as PostgreSQL reads a ``tsvector``."""
        return vector(self._keys(row))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is filled from."""
        return tuple(column for columns in self.found_by.values() for column in columns)

    def _keys(self, row: models.Model) -> Iterator[str]:
        for column in self.found_by["people"]:
            yield from name_keys(person_readings(getattr(row, column)))
        for column in self.found_by["names"]:
            yield from name_keys(text_readings(getattr(row, column)))
        for column in self.found_by["contents"]:
            yield from content_keys(getattr(row, column))
        for column in self.found_by["numbers"]:
            yield from number_keys(getattr(row, column))
        for column in self.found_by["phones"]:
            yield from phone_keys(getattr(row, column))
        for column in self.found_by["sealed"]:
            yield from sealed_keys(getattr(row, column))


@SearchField.register_lookup
class Finds(AnyLookup):
    """``search_keys__finds="'wzanjian':* | 'xjx001'"``: the rows that a ``tsquery`` finds."""

    lookup_name = "finds"

    def get_prep_lookup(self) -> Any:
        """The query as it is."""
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """``column @@ query``."""
        column, of_column = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*of_column, self.rhs)


#: Columns that are filled from others: nobody edits them, and the journal leaves them out.
DERIVED: Final = (BlindIndexField, ComparableField, ComparableListField, SearchField)
