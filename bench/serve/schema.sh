#!/usr/bin/env bash
# Holds a running server against its OpenAPI document with schemathesis, over a record with the example race.
# schema.sh [EXAMPLES]: how many requests are made up for each operation. Needs Python; installs into target/.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --release -p hustings-cli
[[ -x target/schemathesis/bin/schemathesis ]] || python3 -m venv target/schemathesis
target/schemathesis/bin/pip install -q -r bench/serve/requirements.txt
folder=$(mktemp -d)
record=$folder/example.hustings
./target/release/hustings serve --record "$record" --port 0 >"$folder/out" & server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
until grep -q http "$folder/out"; do sleep 0.1; done
origin=$(grep -o 'http://[^ /]*' "$folder/out")
curl -sf -X POST "$origin/example"
echo 'correct horse battery' | ./target/release/hustings editor add ana --record "$record" >/dev/null
token=$(./target/release/hustings editor token ana --record "$record" | grep -oE '[0-9a-f]{64}' | head -1)
schemathesis=$PWD/target/schemathesis/bin/schemathesis
# What it remembers of a run goes with the folder.
cd "$folder"
# A stream goes on until the client hangs up: schemathesis would wait for its end.
"$schemathesis" run "$origin/api/v1/openapi.json" --exclude-path-regex '/events$' \
  --header "Authorization: Bearer $token" --max-examples "${1:-100}" --seed 1 --checks all "${@:2}"
