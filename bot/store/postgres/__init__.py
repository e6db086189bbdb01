"""PostgreSQL, the second engine: the same statements and the same typed methods over a database that several processes
may share. Begin with `store`; `dialect` is all that is translated. Imported only where the URL asks for it.
"""
