"""The pages of the dashboard, one module each: `show(marts, filters)` draws it.

The folder is not called `pages`: Streamlit would run what lies in a folder of that name by itself.
"""
