// Reads what `jws_verdicts` writes, and holds each verdict to jose's. Tells the counts, and fails where the two part for a
// reason that stricter.js does not name, where one that it names never came, or where jose is the stricter one.

import { createInterface } from "node:readline";
import { createLocalJWKSet, jwtVerify } from "jose";
import { stricter } from "./stricter.js";

const keys = [];
let now = 0;
const counts = { tokens: 0, good: 0, bad: 0, stricter: 0 };
const used = new Set();
const faults = [];

function options() {
  return {
    algorithms: ["ES256", "EdDSA", "RS256"],
    issuer: "https://id.example.com",
    audience: "api",
    typ: "at+jwt",
    requiredClaims: ["exp"],
    currentDate: new Date(now * 1000),
  };
}

async function isGood(token, keyOf) {
  try {
    await jwtVerify(token, keyOf, options());
    return true;
  } catch {
    return false;
  }
}

function compare(way, ours, theirs) {
  counts.tokens += 1;
  counts[ours ? "good" : "bad"] += 1;
  if (way === "" && !(ours && theirs)) faults.push("a sound token is refused");
  if (ours === theirs) return;
  const reason = stricter.findIndex(([pattern]) => pattern.test(way));
  if (!ours && reason >= 0) {
    counts.stricter += 1;
    used.add(reason);
  } else {
    faults.push(`${way}: ${ours ? "taken here, refused by jose" : "refused here, taken by jose"}`);
  }
}

let keyOf;
for await (const line of createInterface({ input: process.stdin })) {
  const [first, second, third] = line.split("\t");
  if (first === "keys") keys.push(...JSON.parse(second).keys);
  else if (first === "now") now = Number(second);
  else {
    keyOf ??= createLocalJWKSet({ keys });
    const way = Buffer.from(first, "base64url").toString();
    compare(way, third === "good", await isGood(second, keyOf));
  }
}
stricter.forEach(([pattern], index) => {
  if (!used.has(index)) faults.push(`${pattern} parts nothing`);
});
console.log(JSON.stringify({ ...counts, faults: [...new Set(faults)] }));
process.exitCode = faults.length > 0 ? 1 : 0;
