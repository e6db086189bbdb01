"""The site as files: who stands in it, what goes, and what is not written again."""

from __future__ import annotations

import asyncio
import http.client
import io
import itertools
import json
import re
import shutil
import sqlite3
import sys
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest

from bot import __main__ as command
from bot import words
from bot.archive import leaving, lines, pages, searching, site
from bot.archive.contents import Listing, Shown
from bot.archive.folder import DRAFT, LIST, Folder
from bot.errors import SettingError, SetupError
from bot.host import archive, looking
from bot.host.archive import Wanted
from bot.letter import Rating, Replies
from tests.archive import story
from tests.archive.story import Story
from tests.town import TITLE, settings_in

ATOM = "{http://www.w3.org/2005/Atom}"


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file by its name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in everything(folder)}


def again(told: Story, out: Path, **more: Any) -> str:
    """The host writes the site once more, with the bot stopped."""
    asked: dict[str, Any] = {"guild_id": told.guild_id, "mature": True, "url": story.URL, **more}
    wanted = Wanted(out=out, **asked)
    return asyncio.run(archive.write(settings_in(told.folder), wanted))


# --- consent -------------------------------------------------------------------------------------------------------


def test_a_letter_stands_there_as_on_the_blog(told: Story) -> None:
    page = text_of(told.before / "letter/1.html")
    for said in (TITLE, "1 January 2026", "Safe for Work", "To you", "4 responses to “The bicycle in the yard”",
                 "I oiled the chain.", 'alt="Picture 1, without a description"', "Leave a reply"):  # fmt: skip
        assert said in page, said
    answer = page.partition('id="response-4" class="author"')[2]
    assert "Author of the letter" in answer and story.ANSWER in answer and page.count('class="author"') == 1


def test_a_member_is_a_reader_unless_the_owner_and_they_agree(told: Story) -> None:
    by = [text_of(each / "letter/1.html").partition("<ol>")[2] for each in (told.before, told.after)]
    assert [("Sol Tern" in each, each.count("A reader")) for each in by] == [(True, 1), (False, 1)]
    assert all(said in each for each in by for said in (story.OPEN_NAMED, story.PEN, "Rook"))
    assert not any(b"Ida Brook" in data or b"Wren" in data for data in everything(told.before).values())


def test_no_member_s_own_name_poses_as_the_author_s(told: Story) -> None:
    page = text_of(told.before / "letter/5.html")
    assert story.POSED in page and "A reader" in page and "Author of the letter" not in page


def test_what_somebody_said_in_their_own_name_goes_when_they_are_forgotten(told: Story) -> None:
    assert story.OPEN in text_of(told.before / "letter/1.html")
    assert not [name for name, data in everything(told.after).items() if story.OPEN.encode() in data]
    assert (told.after / "letter/2.html").exists()  # their letter stays, with nobody behind it


def test_no_id_of_anybody_and_no_letter_that_is_kept_out_is_in_any_byte(told: Story) -> None:
    for folder in (told.before, told.after):
        for name, data in everything(folder).items():
            assert not [each for each in told.people.values() if str(each).encode() in data], name
            assert b"bergamot" not in data, name


def test_what_is_withdrawn_leaves_nothing(told: Story) -> None:
    assert any(b"marlinspike" in data for data in everything(told.before).values())
    left = everything(told.after)
    assert not [name for name, data in left.items() if b"marlinspike" in data or b"ferryman" in data.lower()]
    gone = {name for name in everything(told.before) if name.startswith(("letter/7", "image/7", "category/to-someone"))}
    assert len(gone) == 4 and not gone & left.keys() and not (told.after / "category/to-someone-gone.html").exists()


def test_mature_letters_stand_apart_behind_a_notice_and_only_if_asked_for(told: Story, tmp_path: Path) -> None:
    page = text_of(told.after / "mature/letter/6.html")
    before, notice, behind = page.partition("Show it only if you are an adult")
    assert notice and "heron" in behind and "heron" not in before and "noindex" in before and "og:image" not in before
    safe = {name: data for name, data in everything(told.after).items() if not name.startswith("mature/")}
    assert not [name for name, data in safe.items() if b"heron" in data or b"The attic" in data]
    again(told, tmp_path / "safe", mature=False)
    assert not [name for name, data in everything(tmp_path / "safe").items() if b"heron" in data or b"mature/" in data]


def test_a_warning_covers_the_text_and_no_preview_or_feed_has_it(told: Story) -> None:
    page = text_of(told.after / "letter/2.html")
    head, _, cover = page.partition('<details class="cover">')
    assert "Content warning: a &lt;deep&gt; well" in cover and "old well" in cover and "old well" not in head
    assert "old well" not in text_of(told.after / "feed.xml") + text_of(told.after / "index.html")
    hidden = text_of(told.after / "feed.xml") + text_of(told.after / "index.html")
    assert "quince" not in hidden and "hidden in two lines" not in hidden
    assert "quince" not in "".join(text_of(path) for path in (told.after / "search").iterdir())


# --- pages ---------------------------------------------------------------------------------------------------------


def test_every_page_is_valid_html_small_and_asks_no_other_host(told: Story) -> None:
    found = [*told.before.rglob("*.html")]
    assert len(found) > 12
    for path in found:
        page = text_of(path)
        parsed = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert len(page.encode()) < 30_000, path
        for node in parsed.iter():
            loads = node.get("src") or (
                node.get("href") if node.tag == "link" and node.get("rel") != "canonical" else ""
            )
            assert not (loads or "").startswith(("http:", "https:", "//", "data:")), (path, loads)
            assert node.tag != "script" or path.name == "search.html"
            assert not [name for name in node.attrib if name.startswith("on") or name == "style"]
        (said,) = parsed.findall(".//meta[@http-equiv='Content-Security-Policy']")
        policy = said.get("content")
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "data:" not in policy


def test_every_link_inside_leads_somewhere(told: Story) -> None:
    for path in told.before.rglob("*.html"):
        if path.name == "404.html":
            continue
        parsed = html5lib.HTMLParser(namespaceHTMLElements=False).parse(text_of(path))
        for node in parsed.iter():
            link = node.get("href") or node.get("src") or ""
            if link and not link.startswith(("http", "#")):
                assert (path.parent / link.partition("#")[0]).resolve().is_file(), (path, link)


def test_a_hostile_letter_stays_text(told: Story) -> None:
    page = text_of(told.after / "letter/3.html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; key</h1>" in page and "[a way](javascript:alert(1))" in page
    assert "<script" not in page and "<img" not in page and "<style" not in page and 'href="javascript' not in page


def test_feeds_are_atom_with_the_newest_first(told: Story) -> None:
    feed = ET.fromstring(text_of(told.before / "feed.xml"))
    titles = [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")]
    assert titles[-1] == TITLE and titles[0] == "The ferryman" and len(titles) == 6
    for each in (feed, *feed.iter(f"{ATOM}entry")):
        assert each.findtext(f"{ATOM}id") and each.findtext(f"{ATOM}updated") == "2026-01-01T00:00:00Z"
    content = [each.findtext(f"{ATOM}content") or "" for each in feed.iter(f"{ATOM}entry")]
    assert "<p>You left it leaning" in content[-1] and "&lt;script&gt;" in "".join(content)
    own = ET.fromstring(text_of(told.before / "category/to-someone-gone.xml"))
    assert [each.findtext(f"{ATOM}title") for each in own.iter(f"{ATOM}entry")] == ["The ferryman"]


def test_a_feed_has_what_appeared_last_whatever_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "FEED", 2)
    folder, look = Folder(tmp_path, "a mark"), pages.Look(title="Letters", language="en", url="", mature=False)
    folder.open()
    section = site.Section(folder, look, "", 1)
    for number in range(1, 5):
        late = 86_400 * (number == 1)  # it was sent first, for a day of its own
        section.add(replace(_shown(number), title=f"Letter {number}", day=_shown(number).day + late))
    section.finish()
    folder.close(complete=True)
    for name in ("feed.xml", "category/to-you.xml"):
        titles = [each.text for each in ET.fromstring(text_of(tmp_path / name)).iter(f"{ATOM}title")]
        assert titles[1:] == ["Letter 1", "Letter 4"]


def test_robots_the_map_and_previews_name_the_address(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    robots = text_of(told.after / "robots.txt")
    assert "Sitemap: https://letters.example/sitemap.xml" in robots and "Disallow: /mature/" in robots
    mapped = [
        each.text for each in ET.fromstring(text_of(told.after / "sitemap.xml")).iter() if each.tag.endswith("loc")
    ]
    assert "https://letters.example/letter/1.html" in mapped and not [each for each in mapped if "mature" in str(each)]
    assert '<meta property="og:url" content="https://letters.example/letter/1.html">' in text_of(
        told.after / "letter/1.html"
    )
    monkeypatch.setattr(site, "MAPPED", 5)
    again(told, tmp_path, url="https://letters.example/deep/")
    assert "Disallow: /deep/mature/" in text_of(tmp_path / "robots.txt")
    mapped = text_of(tmp_path / "sitemap.xml")
    assert mapped.count("<loc>") == 4 and "/deep/index.html" in mapped and "letter/4" not in mapped
    again(told, tmp_path, url="")
    assert "Sitemap" not in text_of(tmp_path / "robots.txt") and not (tmp_path / "sitemap.xml").exists()
    assert "letters.example" not in text_of(tmp_path / "letter/1.html")


def test_lists_are_paged(tmp_path: Path) -> None:
    found = [lines.line_of(_shown(number), "words") for number in range(60)]
    (month,) = lines.months(lines.newest_first(found))
    assert [len(each) for each in month.pages] == [25, 25, 10] and month.pages[0][0].number == 59
    assert [month.page(number) for number in (1, 2)] == ["month/2026-01.html", "month/2026-01.2.html"]


@pytest.mark.parametrize(("one", "other", "same"), [("To you", "to  You", True), ("To you", "To-you!", False),
                                                     ("Ärger", "Arger", False), ("秋", "春", False)])  # fmt: skip
def test_categories_share_no_page(one: str, other: str, same: bool) -> None:
    paths = [lines.path_of_category(each) for each in (one, other)]
    assert (paths[0] == paths[1]) is same and all(each.isascii() and " " not in each for each in paths)


def test_the_browser_folds_what_the_index_folds() -> None:
    script = text_of(Path(site.__file__).parent / "static" / "search.js")
    folds = json.loads(script.partition("LETTERS = ")[2].partition(";")[0])
    assert str.maketrans(folds) == searching.LETTERS


def test_words_are_found_without_accents_and_where_there_are_no_blanks() -> None:
    assert set(searching.words_of("L’Été, à ÉCOLE-12 秋天的河 Łódź STRAẞE")) == {
        "lodz",
        "strasse",
        "l",
        "ete",
        "a",
        "ecole",
        "12",
        "秋天",
        "天的",
        "的河",
    }


# --- files ---------------------------------------------------------------------------------------------------------


def test_nothing_unchanged_is_written_again(told: Story, tmp_path: Path) -> None:
    again(told, tmp_path)
    before = times(tmp_path)
    assert "Files written or deleted: 0." in again(told, tmp_path)
    assert {name: each for name, each in times(tmp_path).items() if name != LIST} == {
        name: each for name, each in before.items() if name != LIST
    }


def test_what_somebody_else_put_there_stays(told: Story, tmp_path: Path) -> None:
    (tmp_path / "letter").mkdir()
    (tmp_path / "letter" / "notes.txt").write_text("mine")
    again(told, tmp_path)
    (tmp_path / LIST).write_text("")  # as if it had made nothing
    with pytest.raises(SettingError, match="was not made by the archive"):
        again(told, tmp_path)
    assert text_of(tmp_path / "letter" / "notes.txt") == "mine" and not (tmp_path / DRAFT).exists()


def test_the_site_of_another_server_is_left_as_it_is(told: Story, tmp_path: Path) -> None:
    shutil.copytree(told.after, tmp_path, dirs_exist_ok=True)
    before = everything(tmp_path)
    with pytest.raises(SettingError, match="holds the archive of another server"):
        again(told, tmp_path, guild_id=1)
    assert everything(tmp_path) == before and str(told.guild_id) not in text_of(tmp_path / LIST)
    names = text_of(tmp_path / LIST).split("\n")[1:]
    (tmp_path / LIST).write_text("\n".join(names))  # as sites were made before they had a mark
    assert "Files written or deleted: 0." in again(told, tmp_path)
    with pytest.raises(SettingError, match="another server"):
        again(told, tmp_path, guild_id=1)


def test_no_folder_is_made_public_that_holds_the_database(told: Story) -> None:
    before = everything(told.folder)
    with pytest.raises(SettingError, match=r"holds .*letters\.(db|key)"):
        again(told, told.folder)
    assert everything(told.folder).keys() == before.keys()


def test_a_list_that_others_wrote_to_reaches_no_file_outside(told: Story, tmp_path: Path) -> None:
    out, beside = tmp_path / "site", tmp_path / "beside"
    beside.mkdir()
    for name in ("victim.txt", "1.html"):
        (beside / name).write_text("mine")
    out.mkdir()
    (out / "letter").symlink_to(beside)
    (out / LIST).write_text(f"../beside/victim.txt\n{beside}/victim.txt\nletter/1.html\n")
    with pytest.raises(SettingError, match="was not made by the archive"):
        again(told, out)
    assert {path.name: text_of(path) for path in beside.iterdir()} == {"victim.txt": "mine", "1.html": "mine"}


def test_a_damaged_letter_is_left_out_and_what_was_withdrawn_goes(told: Story, tmp_path: Path) -> None:
    host, out = tmp_path / "host", tmp_path / "site"
    host.mkdir()
    for path in told.folder.glob("letters.*"):
        shutil.copy(path, host)
    shutil.copytree(told.before, out)
    with closing(sqlite3.connect(host / "letters.db")) as database, database:
        database.execute("UPDATE letter SET sealed_title = CAST(x'00' || sealed_title AS BLOB) WHERE number = 1")
    wanted = Wanted(guild_id=told.guild_id, out=out, mature=True, url=story.URL)
    asyncio.run(archive.write(settings_in(host), wanted))
    there = everything(out)
    assert "letter/1.html" not in there and "letter/2.html" in there
    assert not [name for name, data in there.items() if b"marlinspike" in data]


@pytest.mark.parametrize("files", [0, 1, 4, 20])
def test_killed_in_between_it_goes_on_and_leaves_nothing_behind(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    shutil.copytree(told.before, tmp_path, dirs_exist_ok=True)
    left = iter(range(files))
    put = Folder._put

    def until(self: Folder, path: Path, data: bytes) -> None:
        if next(left, None) is None:
            (tmp_path / DRAFT).write_bytes(data)  # it was just being written
            raise KeyboardInterrupt
        put(self, path, data)

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "_put", until)
        patched.setattr(Folder, "close", lambda self, complete: self._lock.release())
        with pytest.raises(KeyboardInterrupt):
            again(told, tmp_path, title="Another title")
    assert text_of(tmp_path / "index.html").rstrip().endswith("</html>")
    again(told, tmp_path)
    assert everything(tmp_path).keys() == everything(told.after).keys()
    assert not quoting_what_is_withdrawn(tmp_path)


def quoting_what_is_withdrawn(site: Path) -> set[str]:
    return {name for name, data in everything(site).items() if re.search(rb"(?i)marlinspike|ferryman", data)}


def test_what_goes_is_gone_before_anything_else_is_written(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(told.before, tmp_path, dirs_exist_ok=True)
    quoting, written = [quoting_what_is_withdrawn(tmp_path)], list[str]()
    put = Folder._put

    def looked_at(self: Folder, path: Path, data: bytes) -> None:
        quoting.append(quoting_what_is_withdrawn(tmp_path))
        if b"Another title" in data:
            written.append(path.name)
            assert not quoting[-1], (path, quoting[-1])  # killed here, this is what would be left
        put(self, path, data)

    monkeypatch.setattr(Folder, "_put", looked_at)
    again(told, tmp_path, title="Another title")
    assert {"index.html", "month/2026-01.html", "category/to-someone-gone.html", "feed.xml"} <= quoting[0]
    assert all(later <= before for before, later in itertools.pairwise(quoting)) and "1.html" in written


def test_a_letter_that_goes_leaves_lists_and_the_pages_of_those_like_it_as_they_are_else(tmp_path: Path) -> None:
    folder, look = Folder(tmp_path, "a mark"), pages.Look(title="Letters", language="en", url="", mature=True)
    folder.open()
    for prefix, first in (("", 10), ("mature/", 100)):
        section = site.Section(folder, look, prefix, 1)
        for number in (first, first + 1):
            shown = replace(_shown(number), title=f"A </li> title {number}", text="<li>Once.")
            section.add(replace(shown, related=(first + 1, f"A </li> title {first + 1}") if number == first else None))
        section.finish()
    folder.close(complete=True)
    before, gone = everything(tmp_path), [b"title 11", b"title 101"]
    quoting = {name for name, data in before.items() if any(each in data for each in gone)}
    assert {"letter/10.html", "mature/letter/100.html", "mature/index.html", "search/titles-0.json"} <= quoting
    folder = Folder(tmp_path, "a mark")
    folder.open()
    leaving.take_away(folder, {10, 100})
    folder.close(complete=False)
    after = everything(tmp_path)
    assert not [name for name, data in after.items() if any(each in data for each in gone)]
    for name in ("index.html", "mature/category/to-you.html", "letter/10.html"):
        assert b"title 10" in after[name] and after[name].endswith(b"</html>"), name
        html5lib.HTMLParser(strict=True).parse(after[name])


def test_the_letters_of_a_server_without_an_archive_are_nobody_s(told: Story, tmp_path: Path) -> None:
    assert "No letterbox of server 1 has an archive," in again(told, tmp_path, guild_id=1)
    assert not [*tmp_path.rglob("letter/*")] and words.archive_page.EMPTY.one in text_of(tmp_path / "index.html")


async def test_it_is_kept_fresh_and_goes_on_when_something_fails(told: Story, tmp_path: Path) -> None:
    said, waited = list[str](), list[float]()

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            raise KeyboardInterrupt
        (tmp_path / "out").rename(tmp_path / "was")
        (tmp_path / "out").write_text("in the way")

    with pytest.raises(KeyboardInterrupt):
        wanted = Wanted(guild_id=told.guild_id, out=tmp_path / "out")
        await archive.keep_fresh(settings_in(told.folder), wanted, archive.seconds_of("1h"), said.append, wait)
    assert waited == [3600, 3600] and "5 letters" in said[0] and "cannot be" in said[1]


@pytest.mark.parametrize("wrong", ["", "0h", "1", "h", "1w", "31d", "99999d"])
def test_what_is_no_span_or_address_is_refused(wrong: str) -> None:
    with pytest.raises(SettingError):
        archive.seconds_of(wrong)
    with pytest.raises(SettingError):
        archive.address_of(f"x{wrong}")


def test_two_runs_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    first = Folder(tmp_path, "a mark")
    first.open()
    with pytest.raises(SettingError, match="at the moment"):
        Folder(tmp_path, "a mark").open()
    (tmp_path / LIST).unlink()
    (tmp_path / LIST).mkdir()
    with pytest.raises(SettingError, match="cannot be written"):
        first.close(complete=True)
    (tmp_path / LIST).rmdir()
    Folder(tmp_path, "a mark").open()


async def test_a_letter_that_goes_while_the_site_is_written_is_left_out(told: Story, tmp_path: Path) -> None:
    folder = Folder(tmp_path, "a mark")
    folder.open()
    look = pages.Look(title="Letters", language="en", url="", mature=False)

    async def nothing(*_: object) -> Any:
        yield None

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(site.contents, "letters", nothing)
        listed = Listing({1: 1}, {}, frozenset(), False)
        nowhere: Any = None  # nothing is read
        assert await site.build(nowhere, listed, folder, look, 1, lambda *_: None) == 0
    folder.close(complete=True)
    assert not (tmp_path / "letter").exists()


def test_the_export_has_the_same_letters_by_the_documented_fields(
    told: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    asyncio.run(archive.write_export(settings_in(told.folder), told.guild_id, sys.stdout, mature=False))
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["number"] for each in found] == [1, 2, 3, 4, 5]
    documented = text_of(Path(__file__).parents[2] / "docs" / "export.md")
    fields = {*found[0], *found[0]["pictures"][0], *found[0]["responses"][0]}
    assert {each for each in fields if f"`{each}`" not in documented} == set()
    assert [each["by"] for each in found[0]["responses"]] == ["reader", "reader", "author"]
    assert [each["name"] for each in found[0]["responses"]] == [None, "Rook", None]
    assert not [each for each in told.people.values() if str(each) in json.dumps(found)]


def test_an_export_that_nobody_takes_says_so(told: Story) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    with pytest.raises(SettingError, match="The export cannot be written"):
        asyncio.run(archive.write_export(settings_in(told.folder), told.guild_id, Full(), mature=False))


def test_a_database_of_another_version_is_read_once_the_bot_has_brought_it_up_to_date(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.reader.known_layout", lambda: 10**6)
    with pytest.raises(SetupError, match="Start the bot once"):
        again(told, tmp_path)


def test_a_database_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no database"):
        asyncio.run(archive.write(settings_in(tmp_path), Wanted(guild_id=1, out=tmp_path / "out")))


def _shown(number: int) -> Shown:
    return Shown(
        number=number, title="A title", text="Words.", category="To you", rating=Rating.SAFE, rated=False, warning=None,
        day=1_767_225_600, revised=None, replies=Replies.ANYONE, url="https://discord.com/channels/1/2", language="en",
    )  # fmt: skip


# --- the command ---------------------------------------------------------------------------------------------------


def test_the_command_writes_the_site_and_the_export(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{told.folder}/letters.db")
    server = ["--server", str(told.guild_id)]
    assert command.main(["archive", *server, "--out", str(tmp_path / "site"), "--title", "Ours"]) == 0
    assert f"{tmp_path}/site: 5 letters." in capsys.readouterr().out
    assert "<title>Ours</title>" in text_of(tmp_path / "site" / "index.html")
    assert command.main(["export", *server, "--mature"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6
    assert command.main(["export", "--server", "1"]) == 0
    assert "No letterbox of server 1" in capsys.readouterr().err
    assert (
        command.main(["archive", *server, "--out", str(tmp_path / "site"), "--every", "often"]) == command.CANNOT_START
    )
    assert "--every takes" in capsys.readouterr().err


def test_it_says_what_to_install(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{told.folder}/letters.db")
    monkeypatch.setitem(sys.modules, "bot.host.archive", None)
    assert command.main(["archive", "--server", "1", "--out", str(tmp_path)]) == command.CANNOT_START
    assert "[archive]" in capsys.readouterr().err


def test_it_is_served_to_this_machine_without_what_is_not_for_readers(told: Story, tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside.txt"
    shutil.copytree(told.after, site)
    outside.write_text("not for readers")
    (site / ".env").write_text("not for readers")
    (site / "link.txt").symlink_to(outside)

    def asked(path: str, host: str = "localhost") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        answer = connection.getresponse()
        read = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, read

    with looking.served(site, 0) as port:
        with pytest.raises(SettingError), looking.served(site, port):
            pass
        assert asked("/index.html")[0] == 200
        assert asked("/index.html", "evil.example")[0] == 404
        hidden = (f"/{LIST}", "/%2eenv", ".env", "/link.txt", "/%00")
        for path in (*hidden, "/letter/", "/letter/7.html", "/../letters.db", "/%2e%2e/letters.db"):
            status, said = asked(path)
            assert status == 404 and words.archive_page.MISSING.one in said, path
