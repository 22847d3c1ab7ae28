"""The sheet as values: what counts as proof, and that nothing is ever met by wishing."""

from hypothesis import given
from hypothesis import strategies as st

from roadmap.lanes.postings.overall import overall
from roadmap.lanes.postings.read import find
from roadmap.lanes.postings.reading import (
    PostingReading,
    Quote,
    SkillFound,
    Strength,
    Verdict,
)
from roadmap.lanes.postings.taxonomy import skills
from roadmap.proof.sheet import Evidence, Kind, Record, best_of, excerpt, sheet, shortened

SLUGS = sorted(skills())
slugs = st.sampled_from(SLUGS)


def reading(*wanted: tuple[str, Strength]) -> PostingReading:
    found = tuple(
        SkillFound(slug, strength, None, (Quote(f"You know {slug}", slug),))
        for slug, strength in wanted
    )
    return PostingReading("A role", "en", False, (), Verdict.NONE, found, ())


def record(kind: Kind, *of: str, sentence: str = "", url: str = "/somewhere/") -> Record:
    return Record(kind, kind.value, sentence, url, frozenset(of))


records = st.builds(
    lambda kind, of, url: record(kind, *of, url=url),
    st.sampled_from(Kind),
    st.sets(slugs, max_size=4),
    st.sampled_from(["", "/somewhere/"]),
)
wants = st.lists(st.tuples(slugs, st.sampled_from(Strength)), max_size=12)


@given(wants, st.lists(records, max_size=8))
def test_a_must_have_that_no_record_names_is_never_met(
    wanted: list[tuple[str, Strength]], have: list[Record]
) -> None:
    named = {slug for one in have for slug in one.skills}
    for row in sheet(overall([reading(*wanted)]), have).rows:
        if row.demand.slug not in named:
            assert row.evidence is Evidence.NOTHING
        if row.is_proven:
            assert row.best
            assert row.best.url
            assert row.demand.slug in row.best.skills


@given(st.text(max_size=300), wants)
def test_a_text_shows_words_for_what_it_names_and_nothing_else(
    text: str, wanted: list[tuple[str, Strength]]
) -> None:
    named = find(text)
    have = [record(Kind.RESUME, slug, sentence=q[0].sentence) for slug, q in named.items()]
    for row in sheet(overall([reading(*wanted)]), have).rows:
        expected = Evidence.WORDS if row.demand.slug in named else Evidence.NOTHING
        assert row.evidence is expected


@given(wants, st.lists(records, max_size=8), records)
def test_one_record_more_never_makes_a_cell_worse(
    wanted: list[tuple[str, Strength]], have: list[Record], more: Record
) -> None:
    demand = overall([reading(*wanted)])
    before = {row.demand.slug: row.evidence for row in sheet(demand, have).rows}
    after = {row.demand.slug: row.evidence for row in sheet(demand, [*have, more]).rows}
    assert before.keys() == after.keys()
    assert all(after[slug] >= before[slug] for slug in before)


def test_proof_beats_a_signal_beats_words() -> None:
    order = [Kind.WIN, Kind.CREDENTIAL, Kind.CASE_STUDY]
    levels = [record(kind, "kubernetes").evidence for kind in order]
    assert levels == [Evidence.WORDS, Evidence.SIGNAL, Evidence.PROOF] == sorted(levels)
    have = [record(kind, "kubernetes") for kind in order]
    assert best_of(have) == best_of(reversed(have)) == {"kubernetes": have[-1]}


def test_a_result_that_nobody_can_open_is_words() -> None:
    assert record(Kind.RESULT, "terraform", url="").evidence is Evidence.WORDS


def test_of_two_sentences_the_one_with_a_figure_is_quoted() -> None:
    plain = record(Kind.RESUME, "kubernetes", sentence="Ran k8s")
    figure = record(Kind.RESUME, "kubernetes", sentence="Ran k8s on 40 nodes")
    assert best_of([plain, figure])["kubernetes"] is figure
    assert best_of([figure, plain])["kubernetes"] is figure


def test_only_must_haves_are_rows_and_those_one_is_heard_for_are_not_counted() -> None:
    posting = reading(
        ("kubernetes", Strength.MUST),
        ("terraform", Strength.NICE),
        ("communication", Strength.MUST),
    )
    made = sheet(overall([posting]), [record(Kind.RESULT, "kubernetes", "communication")])
    assert [row.demand.slug for row in made.rows] == ["kubernetes", "communication"]
    assert (made.figure.proven, made.figure.of) == (1, 1)


def test_the_counts_and_the_marks_add_up_to_the_must_haves() -> None:
    posting = reading(*((slug, Strength.MUST) for slug in ("kubernetes", "terraform", "python")))
    made = sheet(overall([posting]), [record(Kind.CREDENTIAL, "python")])
    assert sum(n for _, n in made.counts) == len(made.marks) == made.figure.of == 3


@given(st.text(min_size=1, max_size=2000), st.integers(20, 200))
def test_a_sentence_is_cut_short_and_never_made_up(sentence: str, length: int) -> None:
    cut = shortened(sentence, length)
    assert len(cut) <= length + 2
    assert " ".join(sentence.split()).startswith(cut.removesuffix(" …").rstrip())


def test_a_long_sentence_is_shown_around_the_words_that_were_found() -> None:
    long = "first " * 100 + "runs Kubernetes daily " + "last " * 100
    assert "Kubernetes" in excerpt(Quote(long, "Kubernetes"))
    assert len(excerpt(Quote(long, "Kubernetes"))) < 180
