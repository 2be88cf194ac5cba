TEMPLATE = "wbs.template"
