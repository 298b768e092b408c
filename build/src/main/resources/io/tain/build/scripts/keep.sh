# Keeps a root tree for later builds.
# keep.sh ROOT TAR
set -eu
tar --create --directory "$1" --sort=name --numeric-owner --xattrs --xattrs-include='*' \
  --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime --use-compress-program='zstd -1 -q -T2' \
  --file "$2.part" .
mv "$2.part" "$2"
