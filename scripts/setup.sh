# shellcheck shell=bash
# What `run` and `test` share: system libraries and programs, Python packages in .venv, npm packages in .judges.
# Each step looks first and does nothing where nothing is missing, so that a second run costs next to nothing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Programs that judge the documents in the tests and come from npm. Python packages: see constraints.txt.
judge_packages=(pdfjs-dist@5.6.205 @daisy/ace-cli@1.4.6 axe-core@4.14.1 docx-preview@0.4.1)

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

# Debian packages that were looked for and not found; install_missing installs them all at once.
missing=()

# look_for_libraries FILE PACKAGE [FILE PACKAGE]...: shared libraries, and the Debian packages that hold them.
look_for_libraries() {
  local known
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
  while [ $# -gt 0 ]; do
    [[ $known == *"$1 "* ]] || missing+=("$2")
    shift 2
  done
}

# look_for_programs NAME PACKAGE [NAME PACKAGE]...: commands, and the Debian packages that hold them.
look_for_programs() {
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || missing+=("$2")
    shift 2
  done
}

# What the program itself needs of the system.
look_for_runtime() {
  python=$(find_python) || exit
  # Debian splits venv off Python; its environments would come without pip.
  "$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=("python$(python_version)-venv")
  look_for_libraries libpango-1.0.so.0 libpango-1.0-0 libpangoft2-1.0.so.0 libpangoft2-1.0-0 \
    libharfbuzz-subset.so.0 libharfbuzz-subset0 libfontconfig.so.1 libfontconfig1
}

# Install what is missing with apt where this user may, else say what to install.
install_missing() {
  local as_root=()
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  command -v apt-get >/dev/null || fail "Please install what Debian calls: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || fail "Please install these first: sudo apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi
  echo "Installing ${missing[*]}" >&2
  # A repository out of reach makes `update` fail; what is needed may be in the others.
  quietly "${as_root[@]}" apt-get update -q || true
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
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

python_version() {
  "$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'
}

# need_python [PIP-ARGUMENT...]: have .venv with this project and what it needs, and with what the arguments name.
need_python() {
  local key stamp
  # A virtual environment holds absolute paths, so a checkout that was moved needs a new one.
  key=$(cd "$root" && { cat pyproject.toml constraints.txt scripts/setup.sh; python_version; pwd; } | sha256sum)
  stamp="$root/.venv/installed$(printf '%s' "$*" | tr -c '[:lower:]' '-')"
  if [ "$(cat "$root/.venv/key" 2>/dev/null)" != "$key" ] || [ ! -x "$root/.venv/bin/python" ]; then
    echo "Making the virtual environment .venv" >&2
    quietly "$python" -m venv --clear "$root/.venv" || fail "The virtual environment could not be made."
    # Dependency groups (PEP 735) need a newer pip than Debian's.
    quietly "$root/.venv/bin/pip" install --upgrade --constraint "$root/constraints.txt" pip ||
      fail "pip could not be brought up to date."
    echo "$key" >"$root/.venv/key"
  fi
  if [ ! -e "$stamp" ]; then
    echo "Installing the Python packages" >&2
    (cd "$root" && quietly .venv/bin/pip install -c constraints.txt --build-constraint constraints.txt -e . "$@") ||
      fail "The Python packages could not be installed."
    touch "$stamp" "$root/.venv/installed" # what the tests need includes what the program needs
  fi
}

# need_judge_packages: have the judges from npm in .judges. Node.js itself is one of the Python packages.
need_judge_packages() {
  local wanted
  wanted="${judge_packages[*]} $("$root/.venv/bin/node" --version)"
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
