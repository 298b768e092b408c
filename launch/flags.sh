# shellcheck shell=bash
# Which flags the Java machine gets for which command. The AOT cache fits all of them; what the
# training run learned about compiling is not used (docs/adr/0071).

# Compressed disk files are unpacked where TMPDIR says, which must have room for disks.
readonly common_flags=(--enable-native-access=ALL-UNNAMED -XX:-UsePerfData
  -Dtain.scratch="${TMPDIR:-/var/tmp}"
  -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xlog:disable -Xlog:all=error:stderr
  -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining)

# For commands that answer at once: nothing that pays only later.
readonly short_flags=("${common_flags[@]}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx256m)

# For commands that read disk files: tables come and go while they are read, and die young if there
# is room for them. A conversion of 1 TiB takes less than 128 MiB.
readonly disk_flags=("${short_flags[@]}" -Xms20m -Xmn16m -XX:SurvivorRatio=2)

# For servers, and for commands that move disks and may host a server: bounded, whatever the size
# of the image, and optimising only what runs often.
readonly long_flags=("${common_flags[@]}" -XX:+UseSerialGC -Xms64m -Xmx448m -XX:MaxNewSize=32m
  -XX:MaxDirectMemorySize=256m
  -XX:Tier4InvocationThreshold=15000 -XX:Tier4MinInvocationThreshold=2000
  -XX:Tier4CompileThreshold=40000 -XX:Tier4BackEdgeThreshold=120000)

# A command that starts a server, or a server that starts the disk host, takes these.
export TAIN_LONG_FLAGS="${long_flags[*]}"

# java_flags ARGUMENT ...: sets the array `flags` to those for this command line.
java_flags() {
  local words=() word deflates=
  while (($# > 0)); do
    case $1 in
      zlib | --compress=zlib) deflates=1 ;;
      --home | --output) shift ;;
      -*) ;;
      *) words+=("$1") ;;
    esac
    shift || break
  done
  word="${words[0]:-help} ${words[1]:-}"
  case $word in
    version* | help* | completion* | status* | up* | down* | run* | nbd* | "store stats" | \
      "image list" | "image show" | "image delete" | "image packages" | "image diff" | \
      "instance list" | "instance show" | "instance log" | "instance rm")
      flags=("${short_flags[@]}")
      ;;
    "disk info" | "disk map" | "disk ls" | "disk cat" | "disk tree" | "disk convert")
      flags=("${disk_flags[@]}")
      # The one compressor that is written in Java: worth optimising.
      [[ -z $deflates ]] || flags+=(-XX:TieredStopAtLevel=4)
      ;;
    *) flags=("${long_flags[@]}") ;;
  esac
}

# class_path DIRECTORY: sets `jars` to its jars in a fixed order, as the AOT cache demands.
class_path() {
  local all=("$1"/lib/*.jar) IFS=:
  jars="${all[*]}"
}

# File names and output are UTF-8 also where the environment names another character set, none, or a
# locale that is not installed here: with one of those Java takes ASCII. The language stays.
use_utf8() {
  local language=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) if locales_are_installed; then return; fi ;;
  esac
  [[ -n ${TAIN_LANG:-} || -z $language ]] || export TAIN_LANG=$language
  export LC_ALL=C.UTF-8
}

# True when the C library has every locale that the environment names; bash complains of the others.
locales_are_installed() {
  local names=("${LC_ALL:-}") name complaint
  if [[ -z ${names[0]} ]]; then
    names=("${LANG:-}")
    for name in "${!LC_@}"; do names+=("${!name}"); done
  fi
  complaint=$({ for name in "${names[@]}"; do LC_ALL=$name; done; } 2>&1)
  [[ -z $complaint ]]
}
