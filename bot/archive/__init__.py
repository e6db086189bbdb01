"""The archive: a site of static files with what is public and may stand outside Discord. Read `contents` first.

`contents` is the one place that decides what may be shown (`mentions`: without ids); `markdown` makes a stranger's text
safe; `site` makes pages of it (`pages`: the templates; `lines`: lists), `searching` the data of the search; `folder`
puts files on the disk, and takes away what belongs to nothing any more. `export` writes the same letters as JSON Lines.
"""
