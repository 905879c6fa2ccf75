#!/usr/bin/env bash
# Installs what the tests need besides Go, from the packages of the Debian machine they run on:
# Chromium for the browser journeys, PostgreSQL and NATS for the contracts of store and bus.
# Quick when everything is there. Works as root or through sudo.
set -euo pipefail

missing=()
need() { # PACKAGE COMMAND...: the package is missing unless one of the commands is there
  local package=$1 command
  shift
  for command in "$@"; do
    if command -v "$command" >/dev/null 2>&1; then return; fi
  done
  missing+=("$package")
}

# The server programs of PostgreSQL stand outside the path.
PATH="$PATH:/usr/sbin:/sbin:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tr '\n' ':')"

need chromium chromium chromium-browser google-chrome
need postgresql postgres
need nats-server nats-server
need npm npm

# The accessibility checker comes from the npm registry, in the version that the lock file names.
checker() {
  local folder
  folder="$(dirname "$0")/../e2e/browser"
  if [ -f "$folder/node_modules/axe-core/axe.min.js" ]; then return; fi
  echo "test tools: installing the accessibility checker"
  npm ci --prefix "$folder" --no-fund --no-audit --silent
}

if [ "${#missing[@]}" -eq 0 ]; then
  checker
  echo "test tools: all there"
  exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "test tools: missing: ${missing[*]}; this machine has no apt-get, install them by hand" >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "test tools: missing: ${missing[*]}; run this script as root, or install sudo" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "test tools: installing ${missing[*]} (a minute or two)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}
# The list of packages may be absent or old; fetch it only then.
if ! install >"$log" 2>&1; then
  "${as_root[@]}" apt-get update -q >"$log" 2>&1 && install >>"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    echo "test tools: the installation failed; its last lines stand above" >&2
    exit 1
  }
fi
checker
echo "test tools: installed"
