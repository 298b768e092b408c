# shellcheck shell=bash
# How fast a disk is cut into chunks, as a share of hashing alone.
ready_program
"$JAVA_HOME/bin/java" "${long_flags[@]}" -cp "$jars" io.tain.bench.Cutting "$@"
