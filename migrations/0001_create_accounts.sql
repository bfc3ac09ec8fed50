-- gatehouse revision
-- revision: 0001
-- revises: base
-- message: create accounts
-- created: 2026-11-22T15:33:17.950Z

-- upgrade sqlite
CREATE TABLE "users" (
  "id" INTEGER CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
  "nickname" TEXT NOT NULL,
  "nickname_key" TEXT NOT NULL,
  "nickname_look" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "email_key" TEXT NOT NULL,
  "email_verified_at" INTEGER,
  "pending_email" TEXT,
  "pending_email_key" TEXT,
  "password_hash" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  CONSTRAINT "users_nickname_key" UNIQUE ("nickname_key"),
  CONSTRAINT "users_nickname_look" UNIQUE ("nickname_look")
) STRICT;
CREATE TABLE "verification_codes" (
  "user_id" INTEGER NOT NULL,
  "purpose" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "email_key" TEXT NOT NULL,
  "code_hash" TEXT NOT NULL,
  "attempts" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL,
  "used_at" INTEGER,
  CONSTRAINT "verification_codes_pkey" PRIMARY KEY ("user_id", "purpose")
) STRICT;
CREATE TABLE "signing_keys" (
  "kid" TEXT NOT NULL,
  "generation" INTEGER NOT NULL,
  "algorithm" TEXT NOT NULL,
  "public_jwk" TEXT NOT NULL,
  "sealed_private" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("kid"),
  CONSTRAINT "signing_keys_generation" UNIQUE ("generation")
) STRICT;
CREATE TABLE "outbox" (
  "id" INTEGER CONSTRAINT "outbox_pkey" PRIMARY KEY AUTOINCREMENT,
  "type" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "attempts" INTEGER NOT NULL,
  "next_attempt_at" INTEGER NOT NULL,
  "delivered_at" INTEGER,
  "dead_at" INTEGER,
  "last_error" TEXT
) STRICT;
CREATE TABLE "inbox" (
  "message_id" INTEGER NOT NULL,
  "handler" TEXT NOT NULL,
  "handled_at" INTEGER NOT NULL,
  CONSTRAINT "inbox_pkey" PRIMARY KEY ("message_id", "handler"),
  CONSTRAINT "inbox_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "outbox" ("id") ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX "users_proven_email" ON "users" ("email_key") WHERE email_verified_at IS NOT NULL;
CREATE INDEX "verification_codes_expires_at" ON "verification_codes" ("expires_at");
CREATE INDEX "outbox_dead" ON "outbox" ("dead_at") WHERE dead_at IS NOT NULL;
CREATE INDEX "outbox_delivered" ON "outbox" ("delivered_at") WHERE delivered_at IS NOT NULL;
CREATE INDEX "outbox_due" ON "outbox" ("next_attempt_at", "id") WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX "outbox_waiting_of_subject" ON "outbox" ("subject", "id") WHERE delivered_at IS NULL AND dead_at IS NULL;

-- downgrade sqlite
DROP TABLE "inbox";
DROP TABLE "outbox";
DROP TABLE "signing_keys";
DROP TABLE "verification_codes";
DROP TABLE "users";

-- upgrade postgresql
CREATE TABLE "users" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT "users_pkey" PRIMARY KEY,
  "nickname" TEXT NOT NULL,
  "nickname_key" TEXT NOT NULL,
  "nickname_look" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "email_key" TEXT NOT NULL,
  "email_verified_at" BIGINT,
  "pending_email" TEXT,
  "pending_email_key" TEXT,
  "password_hash" TEXT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "updated_at" BIGINT NOT NULL,
  CONSTRAINT "users_nickname_key" UNIQUE ("nickname_key"),
  CONSTRAINT "users_nickname_look" UNIQUE ("nickname_look")
);
CREATE UNIQUE INDEX "users_proven_email" ON "users" ("email_key") WHERE email_verified_at IS NOT NULL;
CREATE TABLE "verification_codes" (
  "user_id" BIGINT NOT NULL,
  "purpose" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "email_key" TEXT NOT NULL,
  "code_hash" TEXT NOT NULL,
  "attempts" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "expires_at" BIGINT NOT NULL,
  "used_at" BIGINT,
  CONSTRAINT "verification_codes_pkey" PRIMARY KEY ("user_id", "purpose")
);
CREATE INDEX "verification_codes_expires_at" ON "verification_codes" ("expires_at");
CREATE TABLE "signing_keys" (
  "kid" TEXT NOT NULL,
  "generation" BIGINT NOT NULL,
  "algorithm" TEXT NOT NULL,
  "public_jwk" TEXT NOT NULL,
  "sealed_private" TEXT NOT NULL,
  "created_at" BIGINT NOT NULL,
  CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("kid"),
  CONSTRAINT "signing_keys_generation" UNIQUE ("generation")
);
CREATE TABLE "outbox" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT "outbox_pkey" PRIMARY KEY,
  "type" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "attempts" BIGINT NOT NULL,
  "next_attempt_at" BIGINT NOT NULL,
  "delivered_at" BIGINT,
  "dead_at" BIGINT,
  "last_error" TEXT
);
CREATE INDEX "outbox_dead" ON "outbox" ("dead_at") WHERE dead_at IS NOT NULL;
CREATE INDEX "outbox_delivered" ON "outbox" ("delivered_at") WHERE delivered_at IS NOT NULL;
CREATE INDEX "outbox_due" ON "outbox" ("next_attempt_at", "id") WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX "outbox_waiting_of_subject" ON "outbox" ("subject", "id") WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE TABLE "inbox" (
  "message_id" BIGINT NOT NULL,
  "handler" TEXT NOT NULL,
  "handled_at" BIGINT NOT NULL,
  CONSTRAINT "inbox_pkey" PRIMARY KEY ("message_id", "handler"),
  CONSTRAINT "inbox_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "outbox" ("id") ON DELETE CASCADE
);

-- downgrade postgresql
DROP TABLE "inbox", "outbox", "signing_keys", "verification_codes", "users";
