"""One story for all of it: a letterbox with an archive, and its sites."""

from __future__ import annotations

import pytest

from tests.archive import story
from tests.archive.story import Story


@pytest.fixture(scope="package")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story.told(tmp_path_factory.mktemp("archive"))
