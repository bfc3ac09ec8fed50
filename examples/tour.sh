#!/usr/bin/env bash
# The five-minute tour as a script: starts a Gatehouse of its own in a temporary folder and walks through it with curl.
#   examples/tour.sh [path of the gatehouse binary]
set -euo pipefail

binary=$(realpath "${1:-build/release/gatehouse}")
place=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait; rm -rf -- "$place"' EXIT

cd "$place"
"$binary" serve --listen 127.0.0.1:0 --admin-listen off --data-dir "$place/data" >"$place/log" &
server=$!

# Prints the value of a field of the first log line of an event, once there is one: from_log EVENT FIELD
from_log() {
  for _ in $(seq 200); do
    line=$(grep -m 1 "\"event\":\"$1\"" "$place/log" || true)
    if [ -n "$line" ]; then
      sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" <<<"$line"
      return
    fi
    sleep 0.05
  done
  echo "no line $1 in the log" >&2
  return 1
}

# Sends a request and prints it with its answer; the body is left in $answer: ask METHOD PATH [JSON]
token=
ask() {
  printf '\n> %s %s %s\n' "$1" "$2" "${3:-}"
  answer=$(curl --silent --show-error --fail-with-body --request "$1" "$url$2" \
    ${token:+--header "Authorization: Bearer $token"} \
    ${3:+--header "Content-Type: application/json" --data "$3"})
  printf '%s\n' "$answer"
}

field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p" <<<"$answer"; }

url=http://$(from_log listening address)

ask POST /api/user/v1/signup '{"nickname":"kim","email":"kim@example.com","password":"a quiet lamp at dusk"}'
user_id=$(field user_id)

code=$(from_log verification_code verify_code)
ask PUT /api/auth/v1 "{\"user_id\":$user_id,\"email\":\"kim@example.com\",\"verify_code\":\"$code\"}"

ask POST /api/user/v1/signin '{"email":"kim@example.com","password":"a quiet lamp at dusk"}'
refresh_token=$(field refresh_token)
ask POST /api/auth/v1/token/refresh "{\"refresh_token\":\"$refresh_token\"}"
token=$(field access_token)

ask GET /api/auth/v1/sessions
ask GET "/api/user/v1/user/$user_id"
ask PUT "/api/user/v1/user/$user_id" '{"nickname":"kim-the-second"}'
ask GET "/api/user/v1/user/$user_id/activity"

token=
ask POST /api/user/v1/password/reset '{"email":"kim@example.com"}'
reset_id=$(field reset_id)
code=$(from_log password_reset_code verify_code)
ask PUT /api/user/v1/password/reset \
  "{\"reset_id\":\"$reset_id\",\"verify_code\":\"$code\",\"new_password\":\"a loud train at noon\"}"

ask POST /api/user/v1/signin '{"nickname":"kim-the-second","password":"a loud train at noon"}'
token=$(field access_token)
ask POST /api/auth/v1/signout '{"scope":"others"}'
ask DELETE "/api/user/v1/user/$user_id" '{"current_password":"a loud train at noon"}'

token=
ask GET /.well-known/jwks.json
ask GET /.well-known/revocations
printf '\nThat was all.\n'
