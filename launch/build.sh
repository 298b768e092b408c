# shellcheck shell=bash
# Builds the program into target/dist, when it is not there or older than its sources.
# Needs: root, messages.sh, maven.sh, JAVA_HOME.
#
# target/dist is a link to the newest of target/dist-<n>: a program that is running keeps the jars
# that it was started with. A build that fails or is killed leaves the link as it was.

readonly dist=$root/target/dist

# Whether a source is newer than the program that stands.
dist_is_stale() {
  [[ -e $dist/built ]] || return 0
  [[ -n $(find "$root"/pom.xml "$root"/launch "$root"/*/pom.xml "$root"/*/src/main -newer "$dist/built" -print -quit) ]]
}

build_dist() {
  if ! mkdir -p "$root/target" 2>/dev/null || [[ ! -w $root/target ]]; then
    lack launcher.not-writable path "$root"
  fi
  exec {build_lock}>"$root/target/build.lock"
  flock "$build_lock"
  if dist_is_stale; then
    find_maven
    say launcher.building
    local next started=$SECONDS
    next=$(mktemp -d "$root/target/dist-XXXXXX")
    chmod 755 "$next"
    touch "$next/built"
    compile_into "$next"
    make_cacheable "$next"
    train_aot_cache "$next"
    ln -sfn "${next##*/}" "$dist.next"
    mv -T "$dist.next" "$dist"
    remove_old_dists
    say launcher.built seconds "$((SECONDS - started))"
  fi
  exec {build_lock}>&-
}

compile_into() {
  local log=$root/target/build.log commit
  commit=$(git -C "$root" describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || echo unknown)
  if ! (cd "$root" && "${maven[@]}" -B -q -Pdist -DskipLint -Dtain.commit="$commit" \
    -Ddist.lib="$1/lib" compile) >"$log" 2>&1 </dev/null; then
    rm -rf "$1"
    { grep -E '^\[ERROR\]' "$log" || tail -n 5 "$log"; } | head -n 20 >&2
    say launcher.build-failed log "$log"
    exit 1
  fi
}

# Changes libraries so that the AOT cache takes them; the program runs as well with them as they were.
make_cacheable() {
  local jar kept
  for jar in "$1"/lib/picocli-*.jar "$1"/lib/zstd-jni-*.jar; do
    kept=$(mktemp "$1/kept-XXXXXX")
    cp "$jar" "$kept"
    if ! "$JAVA_HOME/bin/java" "$root/launch/CacheableJars.java" "$jar" >>"$1/aot.log" 2>&1 </dev/null; then
      cp "$kept" "$jar"
      say launcher.jar-kept jar "${jar##*/}"
    fi
    rm -f "$kept"
  done
}

# Records which classes the commands of a rehearsal load that host a server, ask it and print the
# answer, so that later ones start faster; the program runs as well without the cache.
train_aot_cache() {
  local jars home
  home=$(mktemp -d)
  class_path "$1"
  "$JAVA_HOME/bin/java" "${short_flags[@]}" -XX:AOTCacheOutput="$1/tain.aot" -cp "$jars" \
    io.tain.cli.Rehearsal "$home" >>"$1/aot.log" 2>&1 </dev/null || true
  rm -rf "$home"
}

# Keeps the two programs before this one, and every other that a process still runs: a server starts
# its disk host from the jars that it was started with.
remove_old_dists() {
  local old
  find "$root/target" -maxdepth 1 -name 'dist-??????' -printf '%T@ %p\n' | sort -rn | tail -n +4 |
    while read -r _ old; do
      grep -qsaF "$old/" /proc/[0-9]*/cmdline || rm -rf "$old"
    done
}
