"""Pages that begin with a script, in the tab that is there: a new one would be a process more."""

from contextlib import contextmanager


@contextmanager
def begun(page, source):
    """Every page that is opened in this tab meanwhile runs a script before everything else."""
    cdp = page.driver.execute_cdp_cmd
    script = cdp("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    try:
        yield
    finally:
        cdp("Page.removeScriptToEvaluateOnNewDocument", script)
