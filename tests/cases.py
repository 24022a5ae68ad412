"""Many cases of a test that are cheap, told as one test: to collect a case takes longer than most of them do."""

import inspect
from functools import wraps

import pytest


def every(names, cases):
    """Like ``pytest.mark.parametrize``, but in one test. All cases are tried, and each that fails is told with what it
    was given."""
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    cases = [_values(case, len(names)) for case in cases]
    assert cases

    def decorate(test):
        @wraps(test)
        def try_all(**fixtures):
            failed = []
            for values in cases:
                given = dict(zip(names, values, strict=True))
                try:
                    test(**given, **fixtures)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"with {given}")
                    failed.append(error)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(cases)} cases", failed)

        signature = inspect.signature(test)
        others = [parameter for name, parameter in signature.parameters.items() if name not in names]
        try_all.__signature__ = signature.replace(parameters=others)
        return try_all

    return decorate


def _values(case, count):
    if hasattr(case, "marks"):  # of pytest.param
        assert not case.marks, "a case with a mark is a test of its own"
        return case.values
    return (case,) if count == 1 else case
