// better-auth as its documentation has it: e-mail and password, on an SQLite file by better-sqlite3. As durable as
// Gatehouse (write-ahead log, synchronous=FULL), and without limits, so that one client may do so much.
// Usage: node server.mjs PORT DATABASE_FILE

import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import Database from "better-sqlite3";

const [port, file] = process.argv.slice(2);
const database = new Database(file);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");

const auth = betterAuth({
  baseURL: `http://127.0.0.1:${port}`,
  secret: "of no worth: for measurements alone",
  database,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: "error" },
});

const { runMigrations } = await getMigrations(auth.options);
await runMigrations();
createServer(toNodeHandler(auth)).listen(Number(port), "127.0.0.1", () => console.log("listening"));
