# shellcheck shell=bash
# No crash at any durable step of an import loses a visible version: the table step x fault.
find_jdk
find_maven
use_utf8
(cd "$root" && "${maven[@]}" -B -q -pl store -am -Dtest=CrashProofTest,KilledProcessTest \
  -Dtain.prove=crash -Dsurefire.failIfNoSpecifiedTests=false test </dev/null)
