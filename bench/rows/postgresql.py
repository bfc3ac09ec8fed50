"""On PostgreSQL, against pgbench with the same statements."""

from bench.lib import people
from bench.lib.lines import Line, ratio
from bench.lib.load import Requests, answers, load
from bench.lib.row import Row
from bench.rows.tokens import check_accounts, fast
from bench.rows.writes import check_renames, rename_requests

MEMBERS = 1000
CLIENTS = 64

READ = f"""\\set id random(1, {MEMBERS})
SELECT id, nickname, email, email_verified_at, pending_email, created_at, updated_at FROM users WHERE id = :id;
"""

# As the server's, but for the values that a rename leaves alone, which it gives as parameters that are null.
UPDATE = f"""\\set id random(1, {MEMBERS})
\\set number random(1, 1000000000000)
UPDATE users SET nickname = COALESCE('p' || :number, nickname), nickname_key = COALESCE('p' || :number, nickname_key),
nickname_look = COALESCE('p' || :number, nickname_look), password_hash = COALESCE(NULL, password_hash),
credential_version = credential_version + CASE WHEN NULL IS NULL THEN 0 ELSE 1 END,
pending_email = COALESCE(NULL, CASE WHEN NULL IS NULL THEN pending_email END),
pending_email_key = COALESCE(NULL, CASE WHEN NULL IS NULL THEN pending_email_key END), updated_at = 1800000000000
WHERE id = :id AND password_hash = COALESCE(NULL, password_hash) AND NOT EXISTS
(SELECT 1 FROM users other WHERE other.id <> :id AND (other.nickname_key = 'p' || :number
OR other.nickname_look = 'p' || :number));
"""


class Statements(Row):
    name = "postgresql"
    lines = (
        Line(
            "update", "PostgreSQL 15: profile update, 64 clients", "pgbench of the same statement", 0.6, 0.8
        ),
        Line(
            "get", "PostgreSQL 15: GET that reads its row, 64 clients", "pgbench select of the row", 0.4, 0.6
        ),
    )

    def prepare(self, bench, stack):
        self.database = stack.enter_context(bench.postgresql())
        house = people.house(bench, MEMBERS, "minted", postgresql=self.database)
        self.server, self.members = stack.enter_context(house)
        self.reads = Requests(bench.work, map(people.read_request, self.members))

    def check(self, bench):
        check_accounts(answers(self.server.address, self.reads, bench.work, CLIENTS), self.members)
        check_renames(bench, self.server.address, self.members)

    def measure(self, bench):
        seconds = bench.size.seconds
        selects = self.database.pgbench(READ, CLIENTS, seconds)
        reads = fast(self.server.address, self.reads, bench)
        updates = self.database.pgbench(UPDATE, CLIENTS, seconds)
        renames = rename_requests(bench, self.members)
        ours = load(self.server.address, renames, CLIENTS, seconds, warm_up=bench.size.warm_up)
        rate = ours.only(200).rate(200)
        return {
            "update": ratio(rate, updates, **{"updates/s": rate, "pgbench/s": updates}),
            "get": ratio(reads, selects, **{"GET/s": reads, "pgbench/s": selects}),
        }


ROWS = (Statements,)
