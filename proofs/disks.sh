# shellcheck shell=bash
# Damaged images of every format and file system are read or refused: how many, how far they came, and which branches of the decoders they took.
find_jdk
find_maven
use_utf8
readonly jacoco=0.8.14 work=$root/target/prove/disks
readonly cases=${1:-1500} seed=${2:-20261121}
rm -rf "$work"
mkdir -p "$work/classes"

maven_quietly() { (cd "$root" && "${maven[@]}" -B -q "$@" </dev/null); }

# What records the branches is fetched for this proof only.
for artifact in agent:jar:runtime cli:jar:nodeps; do
  maven_quietly dependency:copy -DoutputDirectory="$work" \
    -Dartifact="org.jacoco:org.jacoco.${artifact/:/:$jacoco:}"
done
maven_quietly -pl disk,fs -am test -Dtest='MutationFuzzTest,*MutationTest,HeapTest,Ext4LargeDirectoryTest' \
  -Dsurefire.failIfNoSpecifiedTests=false -Dtain.fuzz.cases="$cases" -Dtain.seed="$seed" \
  -Dtain.tally="$work/tally" \
  -Dtests.jvm="-javaagent:$work/org.jacoco.agent-$jacoco-runtime.jar=destfile=$work/run.exec,includes=io.tain.disk.*:io.tain.fs.*"

printf '%s mutants of each image, seed %s\n' "$cases" "$seed"
awk -F'\t' '
  function row(name, all, past, read) { printf "%8d %8d %5.1f %% %8d  %s\n", all, past, 100 * past / all, read, name }
  BEGIN { printf "%8s %8s %7s %8s  %s\n", "mutants", "past", "", "read", "image" }
  { row($1, $2, $3, $4); all += $2; past += $3; read += $4 }
  END { row("all", all, past, read) }' "$work/tally"

# The decoders: every class of both modules but those that only write or lay out what Tain itself writes, which no bytes
# of a stranger reach: the packages copy, layout and raw, and classes that are named for it.
readonly writes=(
  ! -path '*/disk/copy/*' ! -path '*/disk/layout/*' ! -path '*/disk/raw/*'
  ! -name '*Writer*' ! -name '*Encoder*' ! -name 'Encoded*' ! -name '*Layout*' ! -name 'Packed*'
  ! -name 'Qcow2Allocation*' ! -name 'Refcounts*' ! -name 'Views*' ! -name 'FatImage*'
)
for module in disk fs; do
  (cd "$root/$module/target/classes" &&
    find io -name '*.class' "${writes[@]}" -exec cp --parents -t "$work/classes" {} +)
done
"$JAVA_HOME/bin/java" -jar "$work/org.jacoco.cli-$jacoco-nodeps.jar" report "$work/run.exec" \
  --classfiles "$work/classes" --csv "$work/branches.csv" >/dev/null
printf '\n%-32s %8s %8s\n' decoder branches taken
awk -F, '
  NR > 1 { missed[$2] += $6; taken[$2] += $7; missed["~all"] += $6; taken["~all"] += $7 }
  END { for (name in missed) if (missed[name] + taken[name] > 0) print name, missed[name] + taken[name], taken[name] }
' "$work/branches.csv" | sort | sed 's/^~//' |
  awk '{ printf "%-32s %8d %8d %5.1f %%\n", $1, $2, $3, 100 * $3 / $2 }'
