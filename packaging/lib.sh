# Shared by packaging/run and packaging/test; sourced, not run. Needs bash and the Debian base system.

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=${STILLWATER_BUILD:-$ROOT/build/release}

say() { printf '%s\n' "stillwater: $*" >&2; }

die() {
    say "$*"
    exit 1
}

# Packages of packages.txt that dpkg does not have, one a line.
missing_packages() {
    local have name
    have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/ installed$//p')
    while IFS=$'\t' read -r name _; do
        case $name in '' | '#'*) continue ;; esac
        grep -qxF -- "$name" <<<"$have" || printf '%s\n' "$name"
    done <"$ROOT/packaging/packages.txt"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -- "$@"
    else
        die "installing packages needs root: run this once as root, or install sudo"
    fi
}

install_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    [ "${#missing[@]}" -eq 0 ] && return 0
    command -v apt-get >/dev/null || die "this needs Debian 12 or one of its kin (apt-get is missing)"
    say "installing ${#missing[@]} packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends -- "${missing[@]}" >&2
}

# How many compilers at once: one a core, but each may take 1.2 GB.
build_jobs() {
    local cores memory jobs
    cores=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1200000) }' /proc/meminfo)
    jobs=$((memory < cores ? memory : cores))
    echo $((jobs < 1 ? 1 : jobs))
}

# configure [cmake options]: only when the options differ from those of the last time; without
# options any earlier configuration will do, so that run and test share one build.
configure() {
    local wanted="$*"
    if [ -f "$BUILD/build.ninja" ] && [ -f "$BUILD/.configured" ] &&
        { [ -z "$wanted" ] || [ "$(cat "$BUILD/.configured")" = "$wanted" ]; }; then
        return 0
    fi
    say "configuring in $BUILD"
    mkdir -p "$BUILD"
    rm -f "$BUILD/.configured"
    cmake -S "$ROOT" -B "$BUILD" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@" >"$BUILD/configure.log" 2>&1 || {
        tail -n 40 "$BUILD/configure.log" >&2
        die "configuring failed; all of it is in $BUILD/configure.log"
    }
    printf '%s' "$wanted" >"$BUILD/.configured"
}

# Without targets: everything.
build() {
    ninja -C "$BUILD" -j "$(build_jobs)" "$@" >&2 || die "the build failed"
}
