"""What all tests share: where the seeds are, and that CI skips nothing."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"  # seeds and development data, which may not be copied into the repository

_NOTHING_MAY_BE_SKIPPED = bool(os.environ.get("CI")) and SHARED.is_dir()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with the seeds and the development data."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder `shared` beside the repository, with the seed reports")
    return SHARED


def _failed_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped, but CI skips nothing: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if _NOTHING_MAY_BE_SKIPPED:
        _failed_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _NOTHING_MAY_BE_SKIPPED:
        _failed_if_skipped(report)
    return report
