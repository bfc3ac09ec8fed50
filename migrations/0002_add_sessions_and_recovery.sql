-- gatehouse revision
-- revision: 0002
-- revises: 0001
-- message: add sessions and recovery
-- created: 2026-11-22T19:15:18.824Z

-- upgrade sqlite
CREATE TABLE "sessions" (
  "session_id" TEXT NOT NULL,
  "user_id" INTEGER NOT NULL,
  "device" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "last_seen_at" INTEGER NOT NULL,
  "idle_expires_at" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL,
  "access_expires_at" INTEGER NOT NULL,
  "generation" INTEGER NOT NULL,
  "refresh_seed" TEXT NOT NULL,
  "refresh_hash" TEXT NOT NULL,
  "rotations" TEXT NOT NULL,
  "successor" TEXT,
  CONSTRAINT "sessions_pkey" PRIMARY KEY ("session_id")
) STRICT;
CREATE TABLE "revocations" (
  "id" INTEGER CONSTRAINT "revocations_pkey" PRIMARY KEY AUTOINCREMENT,
  "session_id" TEXT,
  "user_id" INTEGER NOT NULL,
  "not_before" INTEGER,
  "created_at" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL
) STRICT;
CREATE TABLE "clients" (
  "client_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "secret_hash" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  CONSTRAINT "clients_pkey" PRIMARY KEY ("client_id"),
  CONSTRAINT "clients_name" UNIQUE ("name")
) STRICT;
CREATE TABLE "password_resets" (
  "reset_hash" TEXT NOT NULL,
  "user_id" INTEGER NOT NULL,
  "email" TEXT NOT NULL,
  "code_hash" TEXT NOT NULL,
  "attempts" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL,
  "used_at" INTEGER,
  CONSTRAINT "password_resets_pkey" PRIMARY KEY ("reset_hash")
) STRICT;
CREATE TABLE "undo_links" (
  "token_hash" TEXT NOT NULL,
  "user_id" INTEGER NOT NULL,
  "change" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "email_verified_at" INTEGER,
  "created_at" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL,
  "used_at" INTEGER,
  "password_set_at" INTEGER,
  "credential_version" INTEGER,
  CONSTRAINT "undo_links_pkey" PRIMARY KEY ("token_hash")
) STRICT;
CREATE TABLE "mails" (
  "id" INTEGER CONSTRAINT "mails_pkey" PRIMARY KEY AUTOINCREMENT,
  "user_id" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "message_id" TEXT NOT NULL,
  "sealed" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "useless_after" INTEGER,
  "attempts" INTEGER NOT NULL,
  "next_attempt_at" INTEGER NOT NULL,
  "leased_until" INTEGER NOT NULL,
  "sent_at" INTEGER,
  "dead_at" INTEGER,
  "last_error" TEXT
) STRICT;
CREATE TABLE "throttles" (
  "key" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  "streak" INTEGER NOT NULL,
  "since" INTEGER NOT NULL,
  "until" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL,
  CONSTRAINT "throttles_pkey" PRIMARY KEY ("key")
) STRICT;
CREATE TABLE "audit_events" (
  "id" INTEGER CONSTRAINT "audit_events_pkey" PRIMARY KEY AUTOINCREMENT,
  "at" INTEGER NOT NULL,
  "what" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "user_id" INTEGER,
  "address" TEXT,
  "session_id" TEXT,
  "request_id" TEXT,
  "position" INTEGER,
  "hash" TEXT,
  CONSTRAINT "audit_events_position" UNIQUE ("position")
) STRICT;
CREATE TABLE "audit_marks" (
  "name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "hash" TEXT NOT NULL,
  "seal" TEXT NOT NULL,
  CONSTRAINT "audit_marks_pkey" PRIMARY KEY ("name")
) STRICT;
ALTER TABLE "signing_keys" ADD COLUMN "signs_from" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "signing_keys" ADD COLUMN "retires_at" INTEGER;
ALTER TABLE "users" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en';
ALTER TABLE "users" ADD COLUMN "credential_version" INTEGER NOT NULL DEFAULT 1;
CREATE INDEX "sessions_idle_expires_at" ON "sessions" ("idle_expires_at");
CREATE INDEX "sessions_of_user" ON "sessions" ("user_id", "created_at");
CREATE INDEX "revocations_expires_at" ON "revocations" ("expires_at");
CREATE INDEX "password_resets_expires_at" ON "password_resets" ("expires_at");
CREATE INDEX "password_resets_of_user" ON "password_resets" ("user_id");
CREATE INDEX "undo_links_expires_at" ON "undo_links" ("expires_at");
CREATE INDEX "undo_links_of_user" ON "undo_links" ("user_id", "created_at");
CREATE INDEX "mails_dead" ON "mails" ("dead_at") WHERE dead_at IS NOT NULL;
CREATE INDEX "mails_due" ON "mails" ("next_attempt_at", "id") WHERE sent_at IS NULL AND dead_at IS NULL;
CREATE INDEX "mails_of_user" ON "mails" ("user_id");
CREATE INDEX "mails_sent" ON "mails" ("sent_at") WHERE sent_at IS NOT NULL;
CREATE INDEX "throttles_expires_at" ON "throttles" ("expires_at");
CREATE INDEX "audit_events_at" ON "audit_events" ("at");
CREATE INDEX "audit_events_of_user" ON "audit_events" ("user_id", "id");
CREATE INDEX "audit_events_unchained" ON "audit_events" ("id") WHERE position IS NULL;

-- downgrade sqlite
DROP TABLE "audit_marks";
DROP TABLE "audit_events";
DROP TABLE "throttles";
DROP TABLE "mails";
DROP TABLE "undo_links";
DROP TABLE "password_resets";
DROP TABLE "clients";
DROP TABLE "revocations";
DROP TABLE "sessions";
ALTER TABLE "users" DROP COLUMN "language";
ALTER TABLE "users" DROP COLUMN "credential_version";
ALTER TABLE "signing_keys" DROP COLUMN "signs_from";
ALTER TABLE "signing_keys" DROP COLUMN "retires_at";

-- upgrade postgresql
CREATE TABLE "sessions" (
  "session_id" TEXT NOT NULL,
  "user_id" BIGINT NOT NULL,
  "device" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "last_seen_at" BIGINT NOT NULL,
  "idle_expires_at" BIGINT NOT NULL,
  "expires_at" BIGINT NOT NULL,
  "access_expires_at" BIGINT NOT NULL,
  "generation" BIGINT NOT NULL,
  "refresh_seed" TEXT NOT NULL,
  "refresh_hash" TEXT NOT NULL,
  "rotations" TEXT NOT NULL,
  "successor" TEXT,
  CONSTRAINT "sessions_pkey" PRIMARY KEY ("session_id")
);
CREATE INDEX "sessions_idle_expires_at" ON "sessions" ("idle_expires_at");
CREATE INDEX "sessions_of_user" ON "sessions" ("user_id", "created_at");
CREATE TABLE "revocations" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT "revocations_pkey" PRIMARY KEY,
  "session_id" TEXT,
  "user_id" BIGINT NOT NULL,
  "not_before" BIGINT,
  "created_at" BIGINT NOT NULL,
  "expires_at" BIGINT NOT NULL
);
CREATE INDEX "revocations_expires_at" ON "revocations" ("expires_at");
CREATE TABLE "clients" (
  "client_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "secret_hash" TEXT NOT NULL,
  "created_at" BIGINT NOT NULL,
  CONSTRAINT "clients_pkey" PRIMARY KEY ("client_id"),
  CONSTRAINT "clients_name" UNIQUE ("name")
);
CREATE TABLE "password_resets" (
  "reset_hash" TEXT NOT NULL,
  "user_id" BIGINT NOT NULL,
  "email" TEXT NOT NULL,
  "code_hash" TEXT NOT NULL,
  "attempts" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "expires_at" BIGINT NOT NULL,
  "used_at" BIGINT,
  CONSTRAINT "password_resets_pkey" PRIMARY KEY ("reset_hash")
);
CREATE INDEX "password_resets_expires_at" ON "password_resets" ("expires_at");
CREATE INDEX "password_resets_of_user" ON "password_resets" ("user_id");
CREATE TABLE "undo_links" (
  "token_hash" TEXT NOT NULL,
  "user_id" BIGINT NOT NULL,
  "change" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "email_verified_at" BIGINT,
  "created_at" BIGINT NOT NULL,
  "expires_at" BIGINT NOT NULL,
  "used_at" BIGINT,
  "password_set_at" BIGINT,
  "credential_version" BIGINT,
  CONSTRAINT "undo_links_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "undo_links_expires_at" ON "undo_links" ("expires_at");
CREATE INDEX "undo_links_of_user" ON "undo_links" ("user_id", "created_at");
CREATE TABLE "mails" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT "mails_pkey" PRIMARY KEY,
  "user_id" BIGINT NOT NULL,
  "kind" TEXT NOT NULL,
  "message_id" TEXT NOT NULL,
  "sealed" TEXT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "useless_after" BIGINT,
  "attempts" BIGINT NOT NULL,
  "next_attempt_at" BIGINT NOT NULL,
  "leased_until" BIGINT NOT NULL,
  "sent_at" BIGINT,
  "dead_at" BIGINT,
  "last_error" TEXT
);
CREATE INDEX "mails_dead" ON "mails" ("dead_at") WHERE dead_at IS NOT NULL;
CREATE INDEX "mails_due" ON "mails" ("next_attempt_at", "id") WHERE sent_at IS NULL AND dead_at IS NULL;
CREATE INDEX "mails_of_user" ON "mails" ("user_id");
CREATE INDEX "mails_sent" ON "mails" ("sent_at") WHERE sent_at IS NOT NULL;
CREATE TABLE "throttles" (
  "key" TEXT NOT NULL,
  "count" BIGINT NOT NULL,
  "streak" BIGINT NOT NULL,
  "since" BIGINT NOT NULL,
  "until" BIGINT NOT NULL,
  "expires_at" BIGINT NOT NULL,
  CONSTRAINT "throttles_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "throttles_expires_at" ON "throttles" ("expires_at");
CREATE TABLE "audit_events" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT "audit_events_pkey" PRIMARY KEY,
  "at" BIGINT NOT NULL,
  "what" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "user_id" BIGINT,
  "address" TEXT,
  "session_id" TEXT,
  "request_id" TEXT,
  "position" BIGINT,
  "hash" TEXT,
  CONSTRAINT "audit_events_position" UNIQUE ("position")
);
CREATE INDEX "audit_events_at" ON "audit_events" ("at");
CREATE INDEX "audit_events_of_user" ON "audit_events" ("user_id", "id");
CREATE INDEX "audit_events_unchained" ON "audit_events" ("id") WHERE position IS NULL;
CREATE TABLE "audit_marks" (
  "name" TEXT NOT NULL,
  "position" BIGINT NOT NULL,
  "hash" TEXT NOT NULL,
  "seal" TEXT NOT NULL,
  CONSTRAINT "audit_marks_pkey" PRIMARY KEY ("name")
);
ALTER TABLE "signing_keys" ADD COLUMN "signs_from" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "signing_keys" ADD COLUMN "retires_at" BIGINT;
ALTER TABLE "users" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en';
ALTER TABLE "users" ADD COLUMN "credential_version" BIGINT NOT NULL DEFAULT 1;

-- downgrade postgresql
DROP TABLE "audit_marks", "audit_events", "throttles", "mails", "undo_links", "password_resets", "clients", "revocations", "sessions";
ALTER TABLE "users" DROP COLUMN "language";
ALTER TABLE "users" DROP COLUMN "credential_version";
ALTER TABLE "signing_keys" DROP COLUMN "signs_from";
ALTER TABLE "signing_keys" DROP COLUMN "retires_at";
