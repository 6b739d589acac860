"""Model fields that keep personal numbers unreadable in the database, and those that are filled from other columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from antu.kernel.text import comparable
from antu.platform.protection import INDEX_CHARACTERS, blind_index, decrypt, encrypt

if TYPE_CHECKING:
    TextField = models.Field[str, str]
    ShortTextField = models.CharField[str, str]
    NamesField = ArrayField[list[str], list[str]]
else:  # Django's fields are not subscriptable when run
    TextField = models.Field
    ShortTextField = models.CharField
    NamesField = ArrayField


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


#: Columns that are filled from others: nobody edits them, and the journal leaves them out.
DERIVED: Final = (BlindIndexField, ComparableField, ComparableListField)
