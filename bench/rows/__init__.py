"""All rows, in the order of the report."""

from bench.rows import calm, growth, postgresql, sign_in, size, tokens, two_servers, writes

_MODULES = (sign_in, tokens, writes, calm, size, growth, postgresql, two_servers)

ROWS = {row.name: row for module in _MODULES for row in module.ROWS}
