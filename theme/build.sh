#!/bin/sh
# Builds mapae.css and its mirror mapae.rtl.css into the given folder (without one: where they are served from).
# Needs Node and `npm ci` in this folder. `build.sh --check` builds aside and fails if the committed sheets differ.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
served="$here/../src/mapae/faces/look/static/mapae"

build() {
  mkdir -p "$1"
  cd "$here"
  node_modules/.bin/sass --quiet-deps --no-source-map --style=compressed \
    --load-path=node_modules/govuk-frontend/dist mapae.scss "$1/mapae.css"
  node_modules/.bin/rtlcss --silent "$1/mapae.css" "$1/mapae.rtl.css"
}

if [ "${1:-}" = "--check" ]; then
  fresh=$(mktemp -d)
  trap 'rm -r "$fresh"' EXIT
  build "$fresh"
  for sheet in mapae.css mapae.rtl.css; do
    cmp "$fresh/$sheet" "$served/$sheet" || {
      echo "$sheet is not what theme/mapae.scss gives: run theme/build.sh" >&2
      exit 1
    }
  done
  echo "The committed style sheets are what theme/mapae.scss gives."
else
  build "${1:-$served}"
  # What the sheets were built from; a test compares it, so that nobody needs Node to notice a stale sheet.
  [ -n "${1:-}" ] || (cd "$here" && sha256sum mapae.scss package-lock.json ../src/mapae/faces/look/static/mapae/*.css >built.sha256)
fi
