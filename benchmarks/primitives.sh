# shellcheck shell=bash
# What this machine's hashing, compression, encryption and disk can do.
ready_program
"$JAVA_HOME/bin/java" "${long_flags[@]}" -cp "$jars" io.tain.bench.Primitives "$@"
