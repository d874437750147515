"""The memory: tables, the database, and one module of queries per noun.

Rooms and the console's pages may enter; this package enters nobody and knows no script, no language and no channel.
Every query takes the transaction first: `async with database.writing(Service()) as tx`.
"""
