

FORM = "forms.form"
