"""URLs of groups, their files and their rows."""

from __future__ import annotations

from django.urls import path

from mapae.faces.group import files, overview, portraits, row, table

urlpatterns = [
    path("", overview.group_list, name="group_list"),
    path("<uuid:group_id>/", overview.group, name="group"),
    path("<uuid:group_id>/common/", overview.common, name="group_common"),
    path("<uuid:group_id>/upload/", files.upload, name="group_upload"),
    path("<uuid:group_id>/template.<slug:kind>", files.template, name="group_template"),
    path("<uuid:group_id>/files/<uuid:file_id>/", files.file, name="group_file"),
    path("<uuid:group_id>/rows/", table.rows, name="group_rows"),
    path("<uuid:group_id>/rows/new/", row.add, name="group_row_add"),
    path("<uuid:group_id>/rows/<slug:which>.xlsx", files.download, name="group_rows_xlsx"),
    path("<uuid:group_id>/rows/<uuid:row_id>/", row.row, name="group_row"),
    path("<uuid:group_id>/rows/<uuid:row_id>/remove/", row.remove, name="group_row_remove"),
    path("<uuid:group_id>/rows/<uuid:row_id>/exempt/", row.opt, name="group_row_opt"),
    path("<uuid:group_id>/rows/<uuid:row_id>/portrait/", row.portrait, name="group_row_portrait"),
    path("<uuid:group_id>/rows/<uuid:row_id>/portrait/image/", row.image, name="group_row_portrait_image"),
    path("<uuid:group_id>/portraits/", portraits.portraits, name="group_portraits"),
]
