"""Reports and snapshots: what is printed and downloaded is opened, read, and compared with the page."""

import csv
import io
import re
import zipfile
from base64 import b64decode
from xml.etree import ElementTree

import pytest
from PIL import Image

from nn_core import advance, evaluate, start
from nn_core.formats.links.link import from_link
from tests.browser.run_table import download, exact, kept, run, table, tick
from tests.browser.test_access import faults_light_and_dark

A4 = {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69}
SVG = "{http://www.w3.org/2000/svg}"
PRINTED = """
dispatchEvent(new Event("beforeprint"));
const sheet = document.querySelector("body > .report-printed");
const found = sheet?.innerText ?? "";
dispatchEvent(new Event("afterprint"));
return [found, Boolean(document.querySelector("body > .report-printed"))];
"""


def two_runs(page):
    """Two runs, of which the first is ticked; gives what each ended with."""
    first = run(page, 5)
    page.click("dataset-gauss")
    page.trains_on("gauss")
    second = run(page, 3)
    table(page)
    note = page.css("#runs-rows [aria-label='Note on run 1']")[0]
    note.send_keys("=1+1 | <b>")
    page.click("dock-runs")
    page.until(lambda: kept(page)[0]["note"], "the note")
    return first, second


def write(page):
    page.type("report-heading", "Step size & *more*")
    page.type("report-name", "@Ada")
    page.type("report-text", "I found <script>this</script>.")
    page.until(lambda: "this" in page.text("report-sheet"), "it is on the sheet")


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_report_is_printed_on_one_page_and_its_files_hold_the_runs(page):
    results = two_runs(page)
    page.click("runs-report")
    write(page)
    sheet = page.text("report-sheet")
    for said in ("Step size & *more*", "@Ada", "<script>this</script>", "=1+1 | <b>", "Dataset: Circle → Gaussian"):
        assert said in sheet
    assert faults_light_and_dark(page, "#report-dialog") == []
    said, left = page.js(PRINTED)
    assert "Step size & *more*" in said
    assert not left
    pdf = b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", A4)["data"])
    assert pages(pdf) == 1
    assert len(pdf) > 20_000

    rows = list(csv.DictReader(io.StringIO(download(page, "report-csv", "report.csv").read_text(encoding="utf-8"))))
    assert [(int(row["epochs"]), float(row["train_loss"]), float(row["test_loss"])) for row in rows] == [
        tuple(result) for result in results
    ]
    assert [row["note"] for row in rows] == ["'=1+1 | <b>", ""]
    assert [row["name"] for row in rows] == ["'@Ada"] * 2
    for row, (epochs, train_loss, test_loss) in zip(rows, results, strict=True):
        link = from_link(row["link"])
        assert (link.options.stop.kind, link.options.stop.value) == ("epoch", epochs)
        metrics = evaluate(link.experiment, advance(link.experiment, start(link.experiment), epochs))
        assert (metrics.train_loss, metrics.test_loss) == (train_loss, test_loss)

    with zipfile.ZipFile(download(page, "report-markdown", "report.zip")) as archive:
        assert archive.testzip() is None
        text = archive.read("report.md").decode()
        assert text.startswith("# Step size & \\*more\\*\n\n@Ada · ")
        assert "\\<script\\>" in text
        pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
        assert set(pictures) == set(archive.namelist()) - {"report.md"}
        assert len(pictures) == 3
        for name in pictures:
            picture = Image.open(io.BytesIO(archive.read(name))).convert("RGB")
            assert len(picture.getcolors(1 << 20)) > 20, name
        links = re.findall(r"^\| \[\d+\]\(<([^>]+)>\)", text, re.MULTILINE)
    assert links == [row["link"] for row in rows]
    page.leave()
    page.driver.get(links[0])
    page.wait_until_ready()
    page.click("play")
    page.until(lambda: page.epoch == results[0][0] and not page.playing, "it stops by itself")
    assert exact(page) == results[0]


@pytest.mark.first
def test_a_report_has_the_runs_that_were_chosen_and_there_may_be_none(page):
    page.click("share")
    page.click("share-report")
    assert not page.shown("share-dialog")
    assert page.shown("report-none")
    assert page.css("#report-sheet table") == []
    page.css("#report-dialog .dialog-head button")[0].click()
    two_runs(page)
    tick(page, 2)
    page.click("runs-report")
    assert page.texts("#report-sheet tbody th") == ["2"]
    page.css("#report-runs label:last-child input")[0].click()
    page.until(lambda: page.texts("#report-sheet tbody th") == ["1", "2"], "both")


@pytest.mark.parametrize(
    "link",
    [
        "dataset=spiral&seed=1&features=x,y,sin%20x&hidden=8-relu;4-glu&show_test=true",
        "problem=regression&dataset=curve-sine&features=x&hidden=5-tanh&seed=1",
        "problem=multi-class&dataset=rings&classes=4&hidden=6-tanh&seed=1",
        "dataset=circle&hidden=&seed=1",
    ],
)
def test_a_snapshot_is_a_picture_of_all_and_the_drawing_can_be_had_as_svg(follow, link):
    page = follow(link)
    run(page, 4)
    page.click("share")
    picture = Image.open(download(page, "share-png", "network-epoch-4.png")).convert("RGB")
    assert picture.width == 2320
    assert 1500 < picture.height < 2400
    network, chart = picture.crop((60, 190, 1370, 1040)), picture.crop((60, 1110, 1370, 1560))
    map_, words = picture.crop((1560, 240, 2260, 940)), picture.crop((1500, 1120, 2300, 1500))
    for part in (network, chart, map_, words):
        assert len(part.getcolors(1 << 24)) > 20
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    root = ElementTree.fromstring(download(page, "share-svg", "network-epoch-4.svg").read_text(encoding="utf-8"))
    experiment = from_link(link).experiment
    units = sum(layer.units for layer in experiment.hidden) + experiment.classes
    assert len(root.findall(f"{SVG}image")) == units + len(experiment.features)
    sums = [2 if layer.activation == "glu" else 1 for layer in experiment.hidden] + [1]
    links = sum(n * inputs * outputs for n, (inputs, outputs) in zip(sums, experiment.layer_sizes, strict=True))
    assert len(root.findall(f"{SVG}path")) == links
    for image in root.findall(f"{SVG}image"):
        data = Image.open(io.BytesIO(b64decode(image.get("href").partition(",")[2])))
        assert data.width == data.height > 10
