# shellcheck shell=bash
# Reads the test reports that Maven's surefire leaves in */target/surefire-reports.

# count_tests ROOT PATTERN: "N passed, N failed" over the classes that match; a skipped test is a failed one.
count_tests() {
  find "$1" -path "*/target/surefire-reports/TEST-$2.xml" -exec grep -h -m 1 '<testsuite ' {} + |
    awk '
      function field(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
      { bad = field("errors") + field("failures") + field("skipped"); failed += bad; passed += field("tests") - bad }
      END { printf "%d passed, %d failed\n", passed, failed }'
}

passed_of() { printf '%s\n' "${1%% passed*}"; }

failed_of() {
  local failed=${1##*, }
  printf '%s\n' "${failed%% failed}"
}

# list_failed_tests ROOT: one line for each test that failed or was skipped, with its message.
list_failed_tests() {
  find "$1" -path '*/target/surefire-reports/TEST-*.xml' -exec awk '
    /<testcase / {
      match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8)
      match($0, / classname="[^"]*"/); class = substr($0, RSTART + 12, RLENGTH - 13)
    }
    /<(failure|error|skipped)/ {
      text = match($0, / message="[^"]*/) ? substr($0, RSTART + 10, RLENGTH - 10) : ""
      printf "FAILED %s.%s  %s\n", class, name, substr(text, 1, 300)
    }' {} +
}
