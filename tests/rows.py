"""What the database holds, table by table."""

from django.db import connection


def every_row() -> dict[str, list[tuple[object, ...]]]:
    """A full copy of the database: the rows of each table."""
    with connection.cursor() as cursor:
        copy = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            copy[table] = cursor.fetchall()
        return copy


def tables_with(word: str) -> set[str]:
    """The tables in which `word` stands anywhere."""
    return {table for table, rows in every_row().items() if word in repr(rows)}
