"""The languages: which there are, what a sentence is in each, and what a person meant by typed words.

Doors and rooms may enter; this room enters only the dialog language. The one place that knows Babel and gettext.
"""
