# Brings a kept root tree back.
# restore.sh TAR ROOT
set -eu
mkdir -p "$2"
tar --extract --directory "$2" --numeric-owner --same-owner --preserve-permissions --xattrs \
  --xattrs-include='*' --use-compress-program=zstd --file "$1"
