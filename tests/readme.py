#!/usr/bin/env python3
"""Runs the commands that a README shows, in order, and compares what they print with what it shows.

  tests/readme.py README.md

What varies from run to run is taken for equal; a message, a column or a row that changed is not.
"""

import difflib
import re
import subprocess
import sys

# What varies, most particular first; each becomes one sign. Columns are as wide as what they hold.
VARIES = [
    (r'sha256:[0-9a-f]{64}', 'DIGEST'),
    (r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'ID'),
    (r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d', 'TIME'),
    (r'\d{4}\.\d\d\.\d\d', 'DAY'),
    (r'127\.0\.0\.1:\d+', '127.0.0.1:PORT'),
    (r'-p \d+ ', '-p PORT '),
    (r'-i \S+/keys/', '-i HOME/keys/'),
    (r'quickstart-\d+', 'quickstart-PID'),
    (r'\b[\d.]+ ([KMGT]i)?B\b', 'SIZE'),
    (r'\b[\d.]+ s\b', 'SECONDS'),
    (r'\b(tcg|kvm)\b', 'MODE'),
    # Packages that the archive holds today.
    (r'\b\d+ packages', 'COUNT packages'),
    (r'^(packages|packs|chunks) +\d+$', r'\1 COUNT'),
    (r'^( *[+^v-] +[a-z0-9.+-]+) .*', r'\1 VERSION'),
    (r'^([a-z0-9.+-]+) +\S*\d\S* +(all|amd64) +', r'\1 VERSION \2 '),
    (r'^( *nginx) \S+$', r'\1 VERSION'),
    (r'^ *installing [a-z0-9.+-]+: .*\n', ''),
    # Only where no lock is beside the recipe yet.
    (r'^ *resolving packages\n', ''),
    (r' +', ' '),
]


def compared(text):
    """The lines of a text without what varies."""
    text = '\n'.join(line.rstrip() for line in text.strip().splitlines()) + '\n'
    for pattern, sign in VARIES:
        text = re.sub(pattern, sign, text, flags=re.MULTILINE)
    return text.splitlines()


def run(command):
    """What a command prints, which must succeed; shown as it was."""
    print(f'\n$ {command}', flush=True)
    done = subprocess.run(['bash', '-c', command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    print(done.stdout, end='', flush=True)
    if done.returncode != 0:
        sys.exit(f'FAILED: exit code {done.returncode}: {command}')
    return done.stdout


def differences(name, shown, printed):
    return list(difflib.unified_diff(shown, printed, f'README: {name}', 'printed', lineterm='', n=1))


def main(readme):
    with open(readme, encoding='utf-8') as file:
        blocks = re.findall(r'^```\n(.*?)^```$', file.read(), re.MULTILINE | re.DOTALL)
    wrong = []
    first = ''
    for block in blocks:
        # A block is commands with what each prints; one without commands is what the very first printed,
        # some of whose steps go on side by side.
        parts = re.split(r'^(?=\./tain )', block, flags=re.MULTILINE)
        if parts[0].strip():
            wrong += differences('first block', sorted(compared(parts[0])), sorted(compared(first)))
        for part in parts[1:]:
            command, _, shown = part.partition('\n')
            printed = run(command)
            first = first or printed
            if shown.strip():
                wrong += differences(command, compared(shown), compared(printed))
    if not blocks or wrong:
        sys.exit('\n'.join(['FAILED: README and program differ', *wrong]))


if __name__ == '__main__':
    main(sys.argv[1])
