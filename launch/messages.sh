# shellcheck shell=bash
# Sentences of the launchers, from the same bundle as those of the program.
# Needs: root (the project's directory).

# message KEY [NAME VALUE ...]: prints the sentence in the reader's language.
message() {
  local key=$1 language=${TAIN_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} bundle=messages sentence
  shift
  [[ $language == zh* ]] && bundle=messages_zh
  sentence=$(sed -n "s/^${key//./\\.}=//p" "$root/base/src/main/resources/io/tain/base/$bundle.properties")
  while (($# >= 2)); do
    sentence=${sentence//"{$1}"/$2}
    shift 2
  done
  printf '%s\n' "$sentence"
}

# say KEY [NAME VALUE ...]: tells the reader what is being done.
say() { printf 'tain: %s\n' "$(message "$@")" >&2; }

# lack KEY [NAME VALUE ...]: this machine lacks something; says what to do and ends with exit code 6.
lack() {
  say "$@"
  exit 6
}
