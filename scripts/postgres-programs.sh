# Sourced by the scripts that run a PostgreSQL server of their own. Sets `postgres_need`.

postgres_need=15

# The folder of the newest server's programs that is new enough; nothing where there is none. They are seldom on the PATH.
postgres_programs() {
    local folder version best=0
    for folder in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] || continue
        version=$("$folder/postgres" --version 2>/dev/null | sed -nE 's/^postgres \(PostgreSQL\) ([0-9]+).*/\1/p')
        [ "${version:-0}" -ge "$postgres_need" ] && [ "$version" -gt "$best" ] || continue
        best=$version
        programs_found=$folder
    done
    [ "$best" -eq 0 ] || echo "$programs_found"
}
