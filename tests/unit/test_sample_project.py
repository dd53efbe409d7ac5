"""The sample study is what its README promises; read here from its plain files, without the program."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

FOLDER = Path(__file__).resolve().parents[2] / "sample_project"
TRANSCRIPTS = sorted(path for path in (FOLDER / "transcripts").iterdir() if path.is_file())
QUESTIONS = ("Why did you come?", "What helped?", "What got in the way?")
ROLES = ("context", "mechanism", "outcome")
AREAS = {
    "Why people use forums",
    "How lived experience is shared",
    "Use of other services",
    "What makes forums safe",
    "Impact on mental health",
}
STATUSES = {"candidate", "initial", "under_test", "refined", "final", "rejected", "parked"}
STANCES = {"supports", "partly_supports", "refines", "challenges", "supports_rival", "silent"}
LINKS = {"ripple", "rival", "inhibits", "embeds", "feedback"}
SHARED_RUN = 12

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_TXT_TURN = re.compile(r"(?:\[\d\d:\d\d:\d\d\] )?(?P<name>[A-Z]\w*): (?P<words>.+)")
_STAMPED_NAME = re.compile(r"(?P<name>[A-Z]\w*) \d\d:\d\d:\d\d")
_CUE = re.compile(r"<v (?P<name>[^>]+)>(?P<words>.+?)</v>")

Turns = list[tuple[str, str]]


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table by heading; a ragged row fails."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    assert all(None not in row and None not in row.values() for row in rows), name
    return rows


def turns_of(path: Path) -> Turns:
    """Return (speaker, words) for each turn; neighbouring subtitles of one speaker stay apart, so quotes must too."""
    if path.suffix == ".txt":
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        found = [_TXT_TURN.fullmatch(line) for line in lines if line]
        return [(match["name"], match["words"]) for match in found if match]
    if path.suffix == ".vtt":
        return [(match["name"], match["words"]) for match in _CUE.finditer(path.read_text(encoding="utf-8"))]
    document = Document(str(path))
    if document.tables:
        return [(row.cells[0].text, row.cells[1].text) for row in document.tables[0].rows]
    turns: Turns = []
    speaker = ""
    for paragraph in document.paragraphs[1:]:
        name = paragraph.runs[0].text if paragraph.runs and paragraph.runs[0].bold else ""
        stamped = _STAMPED_NAME.fullmatch(paragraph.text)
        if name:
            turns.append((name.rstrip(":"), paragraph.text.removeprefix(name).strip()))
        elif stamped:
            speaker = stamped["name"]
        else:
            turns.append((speaker, paragraph.text))
    return turns


def is_interviewer(speaker: str) -> bool:
    return speaker in {"INT", "Interviewer"}


def passages() -> dict[str, list[str]]:
    """Return for each document the stretches in which a quote may stand: turns, answers, posts."""
    found = {path.stem: [words for _, words in turns_of(path)] for path in TRANSCRIPTS}
    for row in table("survey.csv"):
        found |= {f"{row['respondent']}/{question}": [row[question]] for question in QUESTIONS if row[question]}
    return found | {row["post_id"]: [row["text"]] for row in table("posts.csv")}


def elements_of(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r" ; | \| ", cell) if part.strip()]


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    return passages()


@pytest.fixture(scope="module")
def codings() -> list[dict[str, str]]:
    return table("codings.csv")


@pytest.fixture(scope="module")
def configurations() -> dict[str, dict[str, str]]:
    return {row["number"]: row for row in table("configurations.csv")}


def test_the_readme_says_that_the_study_is_invented() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Four forums: an invented study")
    assert "**Everything here is invented.**" in readme
    assert str(len(table("codings.csv"))) + " coded quotes" in readme


def test_the_imports_of_the_study_name_every_file_and_their_columns() -> None:
    study = json.loads((FOLDER / "study.json").read_text(encoding="utf-8"))
    assert study["grammar"] == "cmo"
    kinds = [each["kind"] for each in study["imports"]]
    tables = ["participants", "statements", "configurations", "judgements"]
    tables += ["statements", "configurations", "links", "codings", "judgements"]
    assert kinds == ["cases", *["transcripts"] * 4, "survey", "posts", *tables]
    files = [name for each in study["imports"] for name in each.get("files", [each.get("file")])]
    on_disk = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    kept = {name for name in on_disk if name.startswith("expected/")}  # what comes out of it
    assert Counter(files) == Counter(on_disk - kept - {"README.md", "study.json"})
    survey, posts = (next(each for each in study["imports"] if each["kind"] == kind) for kind in ("survey", "posts"))
    assert tuple(survey["text"]) == QUESTIONS
    assert {survey["id"], survey["case_column"], *survey["text"]} <= set(table("survey.csv")[0])
    assert {value for key, value in posts.items() if key not in {"kind", "file"}} <= set(table("posts.csv")[0])


def test_there_are_four_forums_of_four_kinds_and_one_may_only_be_paraphrased() -> None:
    cases = table("cases.csv")
    forums = [row for row in cases if not row["parent"]]
    assert len(forums) == 4
    assert len({row["kind"] for row in forums}) == 4
    assert [row["case"] for row in forums if row["quote_policy"] == "paraphrase"] == ["Kettle"]
    assert {row["parent"] for row in cases} - {""} <= {row["case"] for row in forums}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_has_1050_to_1500_words_in_turns_that_alternate(path: Path) -> None:
    turns = turns_of(path)
    assert 1050 <= sum(len(words_of(words)) for _, words in turns) <= 1500
    asked = sum(is_interviewer(speaker) for speaker, _ in turns)
    assert 10 <= asked < len(turns)
    said = sum(len(words_of(words)) for speaker, words in turns if not is_interviewer(speaker))
    assert said >= 800


def test_no_line_of_a_plain_transcript_is_without_a_speaker() -> None:
    for path in TRANSCRIPTS:
        if path.suffix == ".txt":
            lines = [line for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]
            assert [line for line in lines if not _TXT_TURN.fullmatch(line)] == [], path.name


def test_the_transcripts_come_in_every_layout() -> None:
    assert len(TRANSCRIPTS) >= 12
    assert {path.suffix for path in TRANSCRIPTS} == {".txt", ".docx", ".vtt"}
    word_files = [Document(str(path)) for path in TRANSCRIPTS if path.suffix == ".docx"]
    assert sum(bool(document.tables) for document in word_files) == 1
    assert sum(any(run.bold for each in document.paragraphs for run in each.runs) for document in word_files) == 1
    assert sum(any(_STAMPED_NAME.fullmatch(each.text) for each in document.paragraphs) for document in word_files) == 1


def test_the_word_files_name_no_author_and_no_day() -> None:
    for path in TRANSCRIPTS:
        if path.suffix == ".docx":
            properties = Document(str(path)).core_properties
            assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
            for moment in (properties.created, properties.modified):
                assert isinstance(moment, datetime)
                assert (moment.year, moment.month, moment.day) == (2024, 1, 1)


def test_sixty_respondents_answer_three_open_questions_and_leave_some_blank() -> None:
    rows = table("survey.csv")
    assert [row["respondent"] for row in rows] == [f"R{number:02d}" for number in range(1, 61)]
    assert {row["forum"] for row in rows} == {"Harbour", "Waymark", "Kettle", "Loft"}
    answers = [row[question] for row in rows for question in QUESTIONS]
    assert len(answers) == 180
    assert 8 <= answers.count("") <= 60
    lengths = [len(words_of(answer)) for answer in answers if answer]
    assert min(lengths) <= 3
    assert max(lengths) >= 35
    ratings = {row[name] for row in rows for name in ("feel_safe", "less_alone", "easier_to_seek_help")}
    assert ratings == {"", "1", "2", "3", "4", "5"}


def test_150_posts_stand_in_30_threads_and_reply_within_them() -> None:
    posts = {row["post_id"]: row for row in table("posts.csv")}
    assert len(posts) == len(table("posts.csv")) == 150
    assert len({row["thread_id"] for row in posts.values()}) == 30
    for row in posts.values():
        if row["reply_to"]:
            first = posts[row["reply_to"]]
            assert first["thread_id"] == row["thread_id"]
            assert first["posted_at"] <= row["posted_at"]
    assert {row["forum"] for row in posts.values()} <= {row["case"] for row in table("cases.csv")}


def test_some_posts_hold_quoted_lines_and_emoji_of_several_code_points() -> None:
    texts = {row["post_id"]: row["text"] for row in table("posts.csv")}
    replies = {row["post_id"]: row["reply_to"] for row in table("posts.csv")}
    quoting = {name: text for name, text in texts.items() if text.startswith("> ")}
    assert len(quoting) >= 10
    for name, text in quoting.items():
        assert text.split("\n")[0].removeprefix("> ") in texts[replies[name]], name
    everything = "".join(texts.values())
    assert sum(ord(character) >= 0x1F300 for character in everything) >= 15
    assert everything.count("\u200d") >= 3


def test_no_two_texts_share_a_run_of_twelve_words(texts: dict[str, list[str]]) -> None:
    runs: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, stretches in texts.items():
        words = words_of("\n".join(stretches))
        for start in range(len(words) - SHARED_RUN + 1):
            runs[tuple(words[start : start + SHARED_RUN])].add(name)
    assert len(runs) > 15_000
    assert {" ".join(run): names for run, names in runs.items() if len(names) > 1} == {}


def test_every_quote_stands_in_exactly_one_place(texts: dict[str, list[str]], codings: list[dict[str, str]]) -> None:
    for row in codings:
        places = [
            name
            for name, stretches in texts.items()
            for stretch in stretches
            for _ in re.finditer(f"(?={re.escape(row['quote'])})", stretch)
        ]
        assert places == [row["document"]], row["quote"]


def test_quotes_are_short_and_are_not_the_interviewers_words(codings: list[dict[str, str]]) -> None:
    assert [row["quote"] for row in codings if not 4 <= len(row["quote"].split()) <= 45] == []
    asked = [words for path in TRANSCRIPTS for speaker, words in turns_of(path) if is_interviewer(speaker)]
    assert [row["quote"] for row in codings if any(row["quote"] in words for words in asked)] == []
    assert max(Counter(row["quote"] for row in codings).values()) == 1


def test_every_element_coded_stands_in_its_place_of_the_configuration(
    codings: list[dict[str, str]], configurations: dict[str, dict[str, str]]
) -> None:
    for row in codings:
        if row["configuration"]:
            assert row["role"] in ROLES
            assert row["element"] in elements_of(configurations[row["configuration"]][row["role"]]), row["quote"]
            assert row["stance"] in STANCES
            assert row["strength"] in {"1", "2", "3"}
        else:
            assert row["code"]
            assert not any(row[column] for column in ("role", "element", "stance", "strength"))


def test_every_element_has_a_quote_and_every_transcript_is_coded(
    codings: list[dict[str, str]], configurations: dict[str, dict[str, str]]
) -> None:
    placed = {
        (number, element)
        for number, row in configurations.items()
        for role in ROLES
        for element in elements_of(row[role])
    }
    coded = {(row["configuration"], row["element"]) for row in codings if row["configuration"]}
    assert placed == coded
    assert {path.stem for path in TRANSCRIPTS} <= {row["document"] for row in codings}


def test_the_codings_come_from_three_kinds_of_text_and_two_analysts(codings: list[dict[str, str]]) -> None:
    assert 180 <= len(codings) <= 220
    kinds = Counter(
        "answer" if "/" in row["document"] else "post" if re.match(r"[HWKL]-\d", row["document"]) else "interview"
        for row in codings
    )
    assert kinds["interview"] > len(codings) / 2
    assert min(kinds["answer"], kinds["post"]) >= 25
    assert len({row["analyst"] for row in codings}) == 2
    stances = Counter(row["stance"] for row in codings)
    assert set(stances) >= STANCES
    assert stances["challenges"] >= 25
    assert stances["refines"] >= 25
    assert sum(1 for row in codings if row["code"]) >= 5


def test_the_configurations_are_partial_challenged_and_lettered_as_promised(
    codings: list[dict[str, str]], configurations: dict[str, dict[str, str]]
) -> None:
    assert len(configurations) == len(table("configurations.csv")) == 18
    assert "7a" in configurations
    partial = [number for number, row in configurations.items() if not all(row[role] for role in ROLES)]
    assert partial == ["15", "16", "17"]
    challenged = Counter(row["configuration"] for row in codings if row["stance"] == "challenges")
    assert sum(count >= 2 for count in challenged.values()) >= 3
    cells = [row[role] for row in configurations.values() for role in ROLES]
    assert sum(" ; " in cell for cell in cells) >= 3
    assert sum(" | " in cell for cell in cells) >= 3
    assert {row["status"] for row in configurations.values()} <= STATUSES
    assert {row["theory_area"] for row in configurations.values()} == AREAS


def test_element_names_are_short_and_some_are_shared(configurations: dict[str, dict[str, str]]) -> None:
    uses: Counter[str] = Counter(
        element for row in configurations.values() for role in ROLES for element in elements_of(row[role])
    )
    assert [element for element in uses if not 2 <= len(element.split()) <= 7] == []
    assert sum(count > 1 for count in uses.values()) >= 6
    assert len({element.casefold() for element in uses}) == len(uses)


def test_ripples_pass_an_element_on_and_the_rivals_share_a_context(configurations: dict[str, dict[str, str]]) -> None:
    links = table("links.csv")
    assert {row["kind"] for row in links} == LINKS
    for row in links:
        source, target = configurations[row["from"]], configurations[row["to"]]
        if row["kind"] == "ripple":
            assert set(elements_of(source["outcome"])) & set(elements_of(target["context"])), row
        if row["kind"] == "rival":
            assert set(elements_of(source["context"])) & set(elements_of(target["context"])), row
            assert source["outcome"] != target["outcome"]
    kinds = Counter(row["kind"] for row in links)
    assert kinds["ripple"] >= 1
    assert kinds["rival"] >= 1


def test_the_initial_theory_is_eight_whole_statements_over_all_areas() -> None:
    statements = table("statements.csv")
    assert len(statements) == 8
    assert all(row[part] for row in statements for part in ("number", "if", "then", "because", "source"))
    assert {row["status"] for row in statements} <= STATUSES
    assert {row["theory_area"] for row in statements} == AREAS


def test_every_interviewee_is_a_participant_and_one_may_not_be_quoted() -> None:
    participants = table("participants.csv")
    spoke = {(path.stem, name) for path in TRANSCRIPTS for name, _ in turns_of(path) if not is_interviewer(name)}
    assert {(row["document"], row["participant"]) for row in participants} == spoke
    assert {row["case"] for row in participants} <= {row["case"] for row in table("cases.csv")}
    assert [row["participant"] for row in participants if row["quote_policy"] == "none"] == ["Jules"]
    assert {row["consent"] for row in participants} == {"given"}


def test_every_quote_that_is_judged_was_coded(codings: list[dict[str, str]]) -> None:
    coded = {(row["document"], row["quote"]) for row in codings}
    entries = json.loads((FOLDER / "judgements.json").read_text(encoding="utf-8"))
    named = [(entry["document"], entry["quote"]) for entry in entries if "quote" in entry]
    for entry in entries:
        quotes = entry.get("quotes", [])
        named += [(entry["document"], quote) if isinstance(quote, str) else tuple(quote) for quote in quotes]
    assert len(named) > 12
    assert set(named) <= coded


def test_the_initial_theory_is_worded_otherwise_than_the_refined_one(configurations: dict[str, dict[str, str]]) -> None:
    initial = {row["number"]: row for row in table("initial_configurations.csv")}
    assert set(initial) <= set(configurations)
    reworded = [number for number, row in initial.items() if row["if"] != configurations[number]["if"]]
    assert len(reworded) >= 6
    assert {row["status"] for row in (*initial.values(), *table("initial_statements.csv"))} == {"initial"}
    first, last = table("initial_statements.csv"), table("statements.csv")
    assert [row["number"] for row in first] == [row["number"] for row in last]


def test_what_was_recorded_has_its_reason_and_both_theories_are_frozen() -> None:
    entries = [
        entry
        for name in ("initial_judgements.json", "judgements.json")
        for entry in json.loads((FOLDER / name).read_text(encoding="utf-8"))
    ]
    assert [entry["name"] for entry in entries if entry["do"] == "freeze"] == [
        "Initial programme theory",
        "After the first round",
    ]
    assert all(entry["reason"] for entry in entries if entry["do"] in ("record", "split"))
    assert {entry["change"] for entry in entries if entry["do"] == "record"} >= {"refined", "narrowed", "broadened"}
