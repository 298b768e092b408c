# Removes what does not belong in an image, and whatever differs from one build to the next.
# clean.sh ROOT
set -eu
cd "$1"
rm -f etc/machine-id var/lib/dbus/machine-id
: > etc/machine-id
rm -rf etc/ssh/ssh_host_*_key etc/ssh/ssh_host_*_key.pub
rm -rf dev/* run/* tmp/* tmp/.[!.]* var/tmp/* var/tmp/.[!.]* root/.cache root/.bash_history
rm -rf var/cache/ldconfig/aux-cache var/cache/debconf/*-old
rm -rf var/lib/systemd/random-seed var/lib/systemd/credential.secret var/lib/cloud/*
rm -f var/lib/dpkg/*-old var/lib/dpkg/lock* var/lib/dpkg/triggers/Lock var/lib/apt/periodic/*
rm -f etc/passwd- etc/shadow- etc/group- etc/gshadow- etc/subuid- etc/subgid- etc/.pwd.lock
rm -f etc/apt/apt.conf.d/99mmdebstrap etc/dpkg/dpkg.cfg.d/99mmdebstrap etc/apt/sources.list
rm -f etc/apt/sources.list.d/0000* etc/apt/trusted.gpg.d/*.mmdebstrap usr/sbin/policy-rc.d
find var/log var/cache/apt var/lib/apt/lists -type f -delete
find . -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
