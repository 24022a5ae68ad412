"""What the image is made of, as a CycloneDX file for tools that watch for vulnerabilities: ``make sbom``.

It says the same as ``docs/licenses.md``, from the same sources, and nothing is looked up. Debian's packages are those
of the base image, which it names; what is locked for other systems than the image's is there as *excluded*.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from nn_core import __version__

from .licenses import UNSAID, distribution_row, locked, mapped, pinned, scripts
from .server import ROOT

FILE = ROOT / "build" / "sbom.json"
_FROM = re.compile(r"^FROM ([\w./-]+):([\w.-]+)(?:@sha256:([0-9a-f]{64}))?", re.MULTILINE)


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text(), encoding="utf-8")
    print(file)


def text() -> str:
    """The whole file, in version 1.6 of the format."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    whole = Component(name=about["name"], version=__version__, type=ComponentType.APPLICATION, bom_ref="playground")
    whole.licenses = [LicenseFactory().make_from_string(about["license"])]
    bom = Bom(components=[*_python(), *_scripts(), _base()])
    bom.metadata.component = whole
    bom.register_dependency(whole, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _python() -> Iterator[Component]:
    shipped = {pin.name for pin in locked()}
    for pin in pinned():
        version = str(pin.specifier).removeprefix("==")
        purl = PackageURL("pypi", name=pin.name, version=version)
        part = Component(name=pin.name, version=version, purl=purl, bom_ref=str(purl))
        if pin.name in shipped:
            _, _, terms, native = distribution_row(pin)
            part.licenses = [LicenseFactory().make_from_string(terms)]
            part.components = [Component(name=name, bom_ref=f"{purl}#{name}") for name in native.split(", ") if name]
        else:
            part.scope = ComponentScope.EXCLUDED
        yield part


def _scripts() -> Iterator[Component]:
    """Those that say which version they are; of the others the name, and from which version on they were asked for."""
    parts: dict[tuple[str, str], Component] = {}
    for name, version, terms, source in scripts():
        exact, asked = ("", version) if version.startswith("^") else (version, "")
        parts.setdefault((name, version), _npm(name, exact, source, asked, "" if terms == UNSAID else terms))
    named = {name for name, _ in parts}
    for bundle, packages in sorted(mapped()):
        for name in packages:
            if name not in named:
                parts.setdefault((name, ""), _npm(name, "", bundle))
    yield from parts.values()


def _npm(name: str, version: str, source: str, asked: str = "", terms: str = "") -> Component:
    group, _, short = name.rpartition("/")
    purl = PackageURL("npm", namespace=group or None, name=short, version=version or None)
    said = {"read off": source.strip("`"), "asked for": asked}
    return Component(
        name=short,
        group=group or None,
        version=version or None,
        purl=purl,
        bom_ref=f"{purl}{asked}",
        licenses=[LicenseFactory().make_from_string(terms)] if terms else [],
        properties=[Property(name=name, value=value) for name, value in said.items() if value],
    )


def _base() -> Component:
    found = _FROM.search((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    if not found:
        raise ValueError("The Dockerfile names no base image")
    name, version, digest = found.groups()
    part = Component(name=name, version=version, type=ComponentType.CONTAINER, bom_ref="base")
    part.hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest)] if digest else []
    return part


if __name__ == "__main__":
    main()
