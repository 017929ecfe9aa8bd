# shellcheck shell=bash
# What `run` and `test` share: system libraries and programs, Python packages in .venv, npm packages in .judges.
# Each step looks first and does nothing where nothing is missing, so that a second run costs next to nothing.
# Nothing is ever asked.

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# Programs that judge the documents in the tests and come from npm. Python packages: see constraints.txt.
judge_packages=(pdfjs-dist@5.6.205 @daisy/ace-cli@1.4.6 axe-core@4.14.1 epubjs@0.3.93 docx-preview@0.4.1)

# Seconds to wait for another program that is installing packages.
: "${APT_LOCK_TIMEOUT:=600}"

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# quietly COMMAND...: run it and show its last line every now and then; show all of its output when it fails.
# The command stays in the foreground, so that Ctrl-C stops it: what runs in the background ignores that.
quietly() {
  local log status=0 watcher
  log=$(mktemp)
  show_progress "$log" &
  watcher=$!
  "$@" </dev/null >"$log" 2>&1 || status=$?
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  if [ "$status" != 0 ]; then cat "$log" >&2; fi
  rm -f "$log"
  return "$status"
}

# show_progress LOG: the last line of LOG, each second in one place on a terminal, elsewhere every ten seconds.
# It ends with the script that started it, however that ends.
show_progress() {
  local every=10 before='' after='\n' line
  if [ -t 2 ]; then every=1 before='\r\033[K' after=''; fi
  SECONDS=0
  while sleep "$every" >/dev/null 2>&1 && kill -0 "$$" 2>/dev/null; do
    line=$(tail -n 1 -- "$1" 2>/dev/null | tr '\r\t' '  ' | cut -c 1-100) || continue
    # shellcheck disable=SC2059 # the format holds the control characters
    printf "$before  %4d s  %s$after" "$SECONDS" "${line:-still at it}" >&2
  done
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

# The programs that judge the documents in the tests. Playwright, which drives Chromium, needs libatomic.
look_for_judges() {
  look_for_programs java default-jre-headless qpdf qpdf pdffonts poppler-utils chromium chromium faketime faketime \
    soffice libreoffice-writer-nogui
  look_for_libraries libatomic.so.1 libatomic1
  case " ${missing[*]} " in
  *' default-jre-headless '* | *' chromium '* | *' libreoffice-writer-nogui '*)
    echo "The tests use Java, LibreOffice and Chromium, together about 1.2 GB; ./test --no-judges does without." >&2
    ;;
  esac
}

# Install what is missing with apt where this user may, else say what to install.
install_missing() {
  local as_root=()
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  command -v apt-get >/dev/null || fail "Please install what Debian calls: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      fail "Please install these first, as root: apt-get install --no-install-recommends ${missing[*]}"
    fi
    sudo -n true 2>/dev/null ||
      fail "Please install these first: sudo apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo -n)
  fi
  echo "Installing ${missing[*]}" >&2
  # A repository out of reach makes `update` fail; what is needed may be in the others.
  quietly apt_get update || true
  quietly apt_get install -y --no-install-recommends "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
}

# apt_get ARGUMENT...: apt-get as root, once no other program is at it. apt waits for dpkg's lock by itself, but not for
# those of its lists and archives.
apt_get() {
  local log status waited=0
  log=$(mktemp)
  while true; do
    status=0
    "${as_root[@]}" env LC_ALL=C DEBIAN_FRONTEND=noninteractive \
      apt-get -q -o DPkg::Lock::Timeout="$APT_LOCK_TIMEOUT" "$@" 2>&1 | tee "$log" || status=$?
    if [ "$status" = 0 ] || [ "$waited" -ge "$APT_LOCK_TIMEOUT" ] || ! grep -q 'Could not get lock' "$log"; then break; fi
    echo "Waiting for another program that is installing packages"
    sleep 5
    waited=$((waited + 5))
  done
  rm -f "$log"
  return "$status"
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
  local key stamp link
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
    # pip compiles what it installs, but not what stays here.
    (cd "$root" && quietly .venv/bin/python -m compileall -q src) || fail "The program could not be compiled."
    # Up to Python 3.12 such a file is read in the encoding of the locale; this checkout's own path may have other letters.
    for link in "$root"/.venv/lib/python*/site-packages/*.pth; do
      if [ -e "$link" ] && [ "$(cat "$link")" = "$root/src" ]; then echo ../../../../src >"$link"; fi
    done
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
