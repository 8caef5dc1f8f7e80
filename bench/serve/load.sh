#!/usr/bin/env bash
# Board of a record of a million rows, 200 requests a second for ten minutes: latencies and memory of the server.
# load.sh [SECONDS] [DAYS]; needs node and npm. The record is made once, in target/million.hustings.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --release -p hustings-cli
[[ -e target/million.hustings ]] || cargo run --release -p hustings-store --example views
mkdir -p target/load && cp bench/serve/{package.json,load.mjs} target/load/
npm --prefix target/load install --no-audit --no-fund --silent
out=$(mktemp)
./target/release/hustings serve --record target/million.hustings --port 0 >"$out" & server=$!
trap 'kill $server; rm -f "$out"' EXIT
until grep -q http "$out"; do sleep 0.1; done
origin=$(grep -o 'http://[^ /]*' "$out")
echo "load of the machine before: $(cut -d' ' -f1-3 /proc/loadavg)"
node target/load/load.mjs "$origin" "$server" "${1:-600}" "${2:-30}"
echo "load of the machine behind: $(cut -d' ' -f1-3 /proc/loadavg)"
