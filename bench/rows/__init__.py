"""All rows, in the order of the report."""

from bench.rows import sign_in, tokens, writes

ROWS = {row.name: row for module in (sign_in, tokens, writes) for row in module.ROWS}
