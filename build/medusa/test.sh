#!/usr/bin/env bash
# Runs the tests that want the real Medusa: build/medusa/test.sh [arguments of go test]. It starts a PostgreSQL of its
# own and Medusa on this machine alone, in a folder that goes with it, and ends both. What was migrated once is kept
# in build/out/medusa and loaded the next time.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD out=$PWD/../out/medusa
./install.sh
out=$(cd "$out" && pwd)

postgres=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1) || postgres=$(command -v initdb) || true
[ -n "$postgres" ] || { echo "PostgreSQL is missing: build/setup.sh medusa" >&2; exit 1; }
postgres=$(dirname "$postgres")
# PostgreSQL does not run as root; Debian's package brings a user for it.
as() { if [ "$(id -u)" = 0 ]; then (cd / && exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); else "$@"; fi; }
port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }

folder=$(mktemp -d) medusa=
finish() {
	trap - EXIT INT TERM
	[ -z "$medusa" ] || { kill "$medusa" 2>/dev/null && wait "$medusa" 2>/dev/null; } || true
	[ ! -e "$folder/data/postmaster.pid" ] || as "$postgres/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
[ "$(id -u)" != 0 ] || chown postgres "$folder"
clock=$SECONDS
took() { echo "medusa: $1 in $((SECONDS - clock)) s"; clock=$SECONDS; }

export PGHOST=127.0.0.1 PGUSER=talat PGPORT PGPASSWORD
PGPORT=$(port) PGPASSWORD=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$PGPASSWORD" | as sh -c "umask 077; cat > '$folder/password'"
as "$postgres/initdb" -D "$folder/data" -U talat -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as "$postgres/pg_ctl" -D "$folder/data" -w -l "$folder/postgres.log" \
	-o "-c listen_addresses=127.0.0.1 -p $PGPORT -k '$folder' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >/dev/null
"$postgres/createdb" medusa

mkdir "$folder/app" "$folder/app/src" "$folder/app/static"
cp medusa-config.js seed.js "$out/package.json" "$folder/app/"
ln -s "$out/node_modules" "$folder/app/node_modules"
http=$(port)
export MEDUSA_URL=http://127.0.0.1:$http MEDUSA_SECRET=$PGPASSWORD DATABASE_URL=postgres://talat:$PGPASSWORD@127.0.0.1:$PGPORT/medusa
export MEDUSA_DISABLE_TELEMETRY=1 NODE_ENV=production SEED_FILE=$folder/seed
medusa() { (cd "$folder/app" && exec node node_modules/@medusajs/cli/cli.js "$@"); }
told() { "$@" >"$folder/said" 2>&1 || { tail -n 40 "$folder/said" >&2; exit 1; }; }
took "PostgreSQL started"

kept=$out/migrated-$(cat package-lock.json medusa-config.js seed.js | sha256sum | cut -c1-16)
if [ ! -e "$kept.sql" ]; then
	told medusa db:migrate
	told medusa exec ./seed.js
	"$postgres/pg_dump" --no-owner medusa >"$folder/dump"
	rm -f "$out"/migrated-*
	cp "$SEED_FILE" "$kept.seed"
	cp "$folder/dump" "$kept.sql.part" && mv "$kept.sql.part" "$kept.sql"
	took "database migrated"
else
	"$postgres/psql" -q -v ON_ERROR_STOP=1 -1 medusa <"$kept.sql" >/dev/null
	took "database loaded"
fi

(cd "$folder/app" && exec node node_modules/@medusajs/cli/cli.js start -H 127.0.0.1 -p "$http") >"$folder/medusa.log" 2>&1 &
medusa=$!
node -e '
const ready = async () => { try { return (await fetch(process.env.MEDUSA_URL + "/health")).ok } catch { return false } };
(async () => {
  for (let n = 0; n < 1500; n++) {
    if (await ready()) process.exit(0)
    await new Promise((done) => setTimeout(done, 200))
  }
  process.exit(1)
})()' || { echo "Medusa did not start:" >&2; tail -n 40 "$folder/medusa.log" >&2; exit 1; }
took "started"

set -a
. "$kept.seed"
set +a
cd "$here/../.."
[ $# -gt 0 ] || set -- ./internal/connect/medusa ./internal/shop
status=0
TALAT_MEDUSA=$MEDUSA_URL CGO_ENABLED=0 go test -tags x11,migrated_fynedo -count=1 -p 1 -timeout 30m -run '^TestReal' "$@" || status=$?
took "tested"
[ $status = 0 ] || { echo "What Medusa said last:" >&2; grep -v '"level":"http"' "$folder/medusa.log" | tail -n 40 >&2; }
exit $status
