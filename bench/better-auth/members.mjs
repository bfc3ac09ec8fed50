// Signs members up, and prints the session cookie of each on a line. Usage: node members.mjs PORT HOW_MANY

const [port, howMany] = process.argv.slice(2).map(Number);
const base = `http://127.0.0.1:${port}`;

for (let number = 1; number <= howMany; number += 1) {
  const answer = await fetch(`${base}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: base },
    body: JSON.stringify({
      name: `member ${number}`,
      email: `member${number}@example.com`,
      password: "seeded for measuring",
    }),
  });
  if (answer.status !== 200) throw Error(`sign-up was answered ${answer.status}: ${await answer.text()}`);
  console.log(answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; "));
}
