"""Marts to pages: `cables dashboard`, which reads the marts' Parquet files and nothing else.

`marts_reader` asks the marts with the files of `sql/dashboard`, `filters` says of which cables, `figures` and
`listing` show the answers, `page` has one module a page, `app` is what Streamlit runs, and `server` starts it.
"""
