"""Lists of departments and topics in a form, read from the database once."""

from django import forms


class ReadOnce:
    """Django reads the choices of a field again to know whether it may start empty: once is enough."""

    def get_context(self, name, value, attrs):
        # Not list(): that would count the rows first, with a query of its own.
        self.choices = [choice for choice in self.choices]
        return super().get_context(name, value, attrs)


class DepartmentSelect(ReadOnce, forms.Select):
    pass


class TopicCheckboxes(ReadOnce, forms.CheckboxSelectMultiple):
    pass
