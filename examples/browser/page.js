// Signs up, proves the address and signs in, with nothing but fetch. The token stays in this variable: what is not
// stored cannot be taken from storage.
"use strict";

const at = (id) => document.getElementById(id);
let newcomer = null;
let token = null;

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: {
      ...(body && { "Content-Type": "application/json" }),
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  const content = await answer.json();
  if (answer.ok) return content.data;
  const faults = (content.errors ?? []).map((fault) => `${fault.field}: ${fault.detail}`);
  throw new Error(faults.join("\n") || content.detail || content.title);
}

function onSubmit(id, action) {
  at(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    at("fault").textContent = "";
    try {
      await action(Object.fromEntries(new FormData(event.target)));
    } catch (fault) {
      at("fault").textContent = fault.message;
    }
  });
}

onSubmit("sign-up", async (fields) => {
  newcomer = await call("POST", "/api/user/v1/signup", fields);
  at("status").textContent = `Welcome, ${newcomer.nickname}. A code is on its way to ${newcomer.email}.`;
  at("verify").hidden = false;
});

onSubmit("verify", async (fields) => {
  await call("PUT", "/api/auth/v1", { user_id: newcomer.user_id, email: newcomer.email, ...fields });
  at("status").textContent = "Your address is proven. Sign in with it.";
  at("verify").hidden = true;
});

onSubmit("sign-in", async (fields) => {
  const session = await call("POST", "/api/user/v1/signin", fields);
  token = session.access_token;
  const account = await call("GET", `/api/user/v1/user/${session.user_id}`);
  at("status").textContent = `Signed in as ${account.nickname}.`;
  at("account").hidden = false;
  at("account").querySelector("pre").textContent = JSON.stringify(account, null, 2);
});
