# Reads the control fields of packages: writes X.control beside each X.deb.
# control.sh LIST   (a file with one path a line)
set -eu
while read -r deb; do
  dpkg-deb --field "$deb" > "$deb.part"
  mv "$deb.part" "${deb%.deb}.control"
done < "$1"
