# Sourced by ./run and ./test. Puts what the program needs on a Debian or Ubuntu machine and into .venv.
# Safe to repeat; when nothing has changed it only compares a stamp.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# Install those of the Debian packages named that are missing.
need_packages() {
  local missing=() package sudo=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || die "these system packages are needed; install them and run this again: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || die "please run: sudo apt-get install ${missing[*]}   and then this again"
    sudo=(sudo -n)
  fi
  say "Installing system packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  local log; log=$(mktemp)
  { "${sudo[@]}" apt-get update && "${sudo[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } \
    </dev/null >"$log" 2>&1 || { cat "$log" >&2; die "apt-get could not install ${missing[*]}"; }
  rm -f "$log"
}

# The newest Python from 3.11 on that can be found.
find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$name"; return; }
  done
  die "Python 3.11 or later is needed; install it and run this again"
}

# need_python GROUP: make .venv with the project, and the dependency group if one is named.
need_python() {
  local group=${1:-} python stamp log
  python=$(find_python)
  stamp=$(cat pyproject.toml constraints.txt | cksum)-$("$python" -V)-$group
  # An environment made for the tests serves the main job as well.
  if [ -x .venv/bin/newsconvert ] && grep -qxF -e "$stamp" -e "${stamp}test" .venv/stamp 2>/dev/null; then return; fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    need_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  fi
  say "Making the Python environment .venv${group:+ (with the tools of the $group group)}"
  log=$(mktemp)
  { "$python" -m venv .venv &&
    .venv/bin/python -m pip install -q -c constraints.txt 'pip>=25.1' &&
    .venv/bin/python -m pip install -q -c constraints.txt -e . ${group:+--group "$group"}; } \
    </dev/null >"$log" 2>&1 || { cat "$log" >&2; die "the Python packages could not be installed"; }
  rm -f "$log"
  echo "$stamp" >.venv/stamp
}

RUNTIME_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1)
JUDGE_PACKAGES=(poppler-utils qpdf chromium libreoffice-writer-nogui)
command -v java >/dev/null || JUDGE_PACKAGES+=(default-jre-headless)
command -v npm >/dev/null || JUDGE_PACKAGES+=(nodejs npm)

# The judges that come from npm.
need_npm() {
  [ -d .judges/node_modules/pdfjs-dist ] && [ -d .judges/node_modules/@daisy/ace-cli ] && return
  say "Installing the judges from npm into .judges"
  mkdir -p .judges
  local log; log=$(mktemp)
  PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix .judges --no-package-lock --no-audit --no-fund --loglevel=error \
    pdfjs-dist@5 @daisy/ace-cli@1 </dev/null >"$log" 2>&1 || { cat "$log" >&2; die "npm could not install the judges"; }
  rm -f "$log"
}
