"""The catalogues that translators fill: made, brought up to date, and looked through. See docs/translating.md.

`places` says where each sentence appears and how long it may be there, `template` what there is to translate,
`catalogues` reads and writes the files, `checks` says what is wrong in one.
"""
