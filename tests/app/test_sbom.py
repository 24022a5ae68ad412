"""The bill of materials lists what is shipped, in a form that tools understand."""

import json

import pytest

from bench import sbom
from bench.licenses import locked, pinned
from nn_core import __version__


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    file = tmp_path_factory.mktemp("sbom") / "new" / "sbom.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["sbom", str(file)])
        sbom.main()
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def components(text):
    return {part["bom-ref"]: part for part in json.loads(text)["components"]}


def test_it_says_of_what_it_is(text):
    about = json.loads(text)["metadata"]["component"]
    assert (about["name"], about["version"]) == ("neural-network-playground", __version__)
    assert about["licenses"] == [{"license": {"id": "Apache-2.0"}}]


def test_it_is_cyclonedx(text):
    # Late: it takes seconds, and every worker would take them to collect this file.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert json.loads(text)["bomFormat"] == "CycloneDX"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_every_locked_package_is_listed(components):
    shipped = {each.name for each in locked()}
    assert len(shipped) > 10
    for pin in pinned():
        version = str(pin.specifier).removeprefix("==")
        part = components[f"pkg:pypi/{pin.name}@{version}"]
        assert (part["name"], part["version"]) == (pin.name, version)
        assert part.get("scope") == (None if pin.name in shipped else "excluded"), pin
        assert bool(part.get("licenses")) == (pin.name in shipped), pin


def test_native_libraries_are_listed_inside_what_brings_them(components):
    (numpy,) = [part for name, part in components.items() if name.startswith("pkg:pypi/numpy@")]
    assert "libscipy_openblas64_" in {part["name"] for part in numpy["components"]}


def test_what_the_browser_loads_is_listed(components):
    names = {f"{part.get('group', '')}/{part['name']}".lstrip("/") for part in components.values()}
    assert {"plotly.js", "react", "react-dom", "dash-core-components", "@radix-ui/react-slider", "ramda"} <= names
    (plotly,) = [part for part in components.values() if part["name"] == "plotly.js"]
    assert plotly["purl"] == f"pkg:npm/plotly.js@{plotly['version']}"
    assert plotly["licenses"] == [{"license": {"id": "MIT"}}]


def test_the_base_image_is_listed_and_all_belongs_to_the_playground(components, text):
    assert components["base"]["type"] == "container"
    (whole,) = [each for each in json.loads(text)["dependencies"] if each["ref"] == "playground"]
    assert set(whole["dependsOn"]) == set(components)
