"""Forms of settlement: money entered by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from antu.households.models import Household
from antu.kernel.errors import AntuError
from antu.kernel.money import Money
from antu.settlement.domain.hand_amount import HandAmount


class MoneyField(forms.CharField):
    """Yuan as a person types them; clean data is :class:`Money`."""

    def clean(self, value: Any) -> Any:
        """The amount, exactly; what was typed wrong is said in the kernel's words."""
        text = super().clean(value)
        try:
            return Money.parse(text)
        except AntuError as error:
            raise forms.ValidationError(error.problems[0].message) from error


class HandAmountForm(forms.Form):
    """Day, amount and document of an entry."""

    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}))
    amount = MoneyField(
        label="金额（元）",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control"}),
    )
    document_no = forms.CharField(
        label="凭证号", max_length=100, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    note = forms.CharField(
        label="备注", max_length=300, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "receipt-%s", **kwargs})

    def clean_on(self) -> date:
        """The day on the document, which cannot be yet to come."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(f"日期 {on.isoformat()} 还没有到；请照凭证填写")
        return on

    def hand_amount(self) -> HandAmount:
        """What was entered, for the service."""
        return HandAmount(**{name: self.cleaned_data[name] for name in ("on", "amount", "document_no", "note")})


class PaymentForm(HandAmountForm):
    """An entry for one subject of a project."""

    field_order = ("household", "on", "amount", "document_no", "note")

    def __init__(self, project_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="payment-%s", **kwargs)
        signed = Household.objects.standing().filter(project_id=project_id, determinations__is_standing=True)
        self.fields["household"] = forms.ModelChoiceField(
            signed, label="户", widget=forms.Select(attrs={"class": "form-select"}), empty_label="（请选择已签约户）"
        )
        self.order_fields(self.field_order)
