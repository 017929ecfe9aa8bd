# shellcheck shell=bash
# What `run` and `test` share: system libraries and programs, Python packages in .venv, npm packages in .judges.
# Each step looks first and does nothing where nothing is missing, so that a second run costs next to nothing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Programs that judge the documents in the tests and come from npm. Python packages: see constraints.txt.
judge_packages=(pdfjs-dist@5.6.205 @daisy/ace-cli@1.4.6)

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# quietly COMMAND...: run it without a word, but show all of its words when it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" </dev/null >"$log" 2>&1 || status=$?
  if [ "$status" != 0 ]; then cat "$log" >&2; fi
  rm -f "$log"
  return "$status"
}

# install_debian PACKAGE...: with apt where this user may, else say what to install.
install_debian() {
  local as_root=()
  command -v apt-get >/dev/null || fail "Please install what Debian calls: $*"
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || fail "Please install these first: sudo apt-get install $*"
    as_root=(sudo -n)
  fi
  echo "Installing $*" >&2
  # A repository out of reach makes `update` fail; what is needed may be in the others.
  quietly "${as_root[@]}" apt-get update -q || true
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ||
    fail "apt-get could not install: $*"
}

# need_libraries FILE PACKAGE [FILE PACKAGE]...: have these shared libraries, from these Debian packages.
need_libraries() {
  local known missing=()
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
  while [ $# -gt 0 ]; do
    [[ $known == *"$1 "* ]] || missing+=("$2")
    shift 2
  done
  if [ ${#missing[@]} -gt 0 ]; then install_debian "${missing[@]}"; fi
}

# need_programs NAME PACKAGE [NAME PACKAGE]...: have these commands, from these Debian packages.
need_programs() {
  local missing=()
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || missing+=("$2")
    shift 2
  done
  if [ ${#missing[@]} -gt 0 ]; then install_debian "${missing[@]}"; fi
}

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  fail "Python 3.11 or later is needed; none was found on the PATH."
}

# need_python [PIP-ARGUMENT...]: have .venv with this project and what it needs, and with what the arguments name.
need_python() {
  local python version key stamp
  python=$(find_python) || exit
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  # A virtual environment holds absolute paths, so a checkout that was moved needs a new one.
  key=$(cd "$root" && { cat pyproject.toml constraints.txt scripts/setup.sh && echo "$version" "$root"; } | sha256sum)
  stamp="$root/.venv/installed$(printf '%s' "$*" | tr -c 'a-z' '-')"
  if [ "$(cat "$root/.venv/key" 2>/dev/null)" != "$key" ] || [ ! -x "$root/.venv/bin/python" ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_debian "python$version-venv"
    echo "Making the virtual environment .venv" >&2
    quietly "$python" -m venv --clear "$root/.venv" || fail "The virtual environment could not be made."
    # Dependency groups (PEP 735) need a newer pip than Debian's.
    quietly "$root/.venv/bin/pip" install --upgrade --constraint "$root/constraints.txt" pip ||
      fail "pip could not be brought up to date."
    echo "$key" >"$root/.venv/key"
  fi
  if [ ! -e "$stamp" ]; then
    echo "Installing the Python packages" >&2
    (cd "$root" && quietly .venv/bin/pip install --constraint constraints.txt --editable . "$@") ||
      fail "The Python packages could not be installed."
    touch "$stamp"
  fi
}

# need_judge_packages: have the judges from npm in .judges. Node.js itself is one of the Python packages.
need_judge_packages() {
  local wanted="${judge_packages[*]} $("$root/.venv/bin/node" --version)"
  if [ "$(cat "$root/.judges/key" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing the judges ${judge_packages[*]}" >&2
    rm -rf "$root/.judges"
    mkdir "$root/.judges"
    # Ace brings Puppeteer, which would download a browser of its own; it is given Debian's.
    PUPPETEER_SKIP_DOWNLOAD=1 PATH=$root/.venv/bin:$PATH quietly npm install --prefix "$root/.judges" \
      --no-package-lock --no-save --no-audit --no-fund "${judge_packages[@]}" ||
      fail "The npm packages could not be installed."
    echo "$wanted" >"$root/.judges/key"
  fi
}

# need_newsconvert [PIP-ARGUMENT...]: all that the program itself needs.
need_newsconvert() {
  need_libraries libpango-1.0.so.0 libpango-1.0-0 libpangoft2-1.0.so.0 libpangoft2-1.0-0 \
    libharfbuzz-subset.so.0 libharfbuzz-subset0 libfontconfig.so.1 libfontconfig1
  need_python "$@"
}
