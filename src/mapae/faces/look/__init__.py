"""The one room that all faces share: base pages, form fields, error summary, status tags, style sheets."""
